namespace DepGraph.Npm.Placement;

/// <summary>A platform in Node's terms. A null part is not checked.</summary>
/// <param name="Os">For example <c>linux</c>, <c>darwin</c> or <c>win32</c>.</param>
/// <param name="Cpu">For example <c>x64</c> or <c>arm64</c>.</param>
/// <param name="Libc"><c>glibc</c> or <c>musl</c>; only Linux has one.</param>
public sealed record InstallPlatform(string? Os, string? Cpu, string? Libc);
