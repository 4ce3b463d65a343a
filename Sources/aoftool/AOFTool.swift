import ArgumentParser

@main
struct AOFTool: ParsableCommand {}
