import ArgumentParser

@main
struct RDBTool: ParsableCommand {}
