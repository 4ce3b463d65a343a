public import ArgumentParser
public import RDBKit

extension RDBConvertSchema: ExpressibleByArgument {}
