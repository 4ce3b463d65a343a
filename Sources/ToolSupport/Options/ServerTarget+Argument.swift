public import ArgumentParser
public import RDBKit

extension ServerTarget: ExpressibleByArgument {}
