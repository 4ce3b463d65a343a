import ArgumentParser
import RDBKit
