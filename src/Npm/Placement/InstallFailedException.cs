using DepGraph.Npm.Specs;

namespace DepGraph.Npm.Placement;

/// <summary>Unwinds placement where npm would stop at once. Never leaves this room: it becomes a problem of the installation.</summary>
internal sealed class InstallFailedException(InstallProblem problem) : Exception(problem.Message)
{
    /// <summary>What npm's exit status stands for where there is no code.</summary>
    private const string NoCode = "EXIT1";

    public InstallProblem Problem { get; } = problem;

    /// <summary>A failure for which npm gives no code.</summary>
    public static InstallFailedException Uncoded(string message) => Coded(NoCode, message);

    public static InstallFailedException Coded(string code, string message) =>
        new(new InstallProblem(ProblemSeverity.Error, code, message));

    /// <summary>A spec that means nothing to npm.</summary>
    public static InstallFailedException Of(SpecError error, string spec) =>
        Coded(CodeOf(error.Kind), $"{spec}: {error.Message}");

    private static string CodeOf(SpecErrorKind kind) =>
        kind switch
        {
            SpecErrorKind.InvalidPackageName => "EINVALIDPACKAGENAME",
            SpecErrorKind.InvalidTagName => "EINVALIDTAGNAME",
            SpecErrorKind.UnsupportedProtocol => "EUNSUPPORTEDPROTOCOL",
            SpecErrorKind.InvalidUrl => "ERR_INVALID_URL",
            _ => NoCode,
        };
}
