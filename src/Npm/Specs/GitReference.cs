using System.Diagnostics.CodeAnalysis;

namespace DepGraph.Npm.Specs;

/// <summary>
/// What a git spec points at, https://docs.npmjs.com/cli/commands/npm-install#description: the fragment is a commit-ish, or
/// parts joined by <c>::</c>, of which <c>semver:RANGE</c> and <c>path:FOLDER</c> are understood and others ignored.
/// </summary>
/// <param name="Hosted">The repository at a known hosting service; null: elsewhere.</param>
/// <param name="Committish">A commit, tag or branch; null: the default branch or <paramref name="Range"/>.</param>
/// <param name="Range">The range that a tag of the repository must satisfy.</param>
/// <param name="Folder">The package's folder in the repository, with a leading slash; null: its root.</param>
public sealed record GitReference(HostedRepository? Hosted, string? Committish, string? Range, string? Folder)
{
    internal static bool TryCreate(
        HostedRepository? hosted,
        string? fragment,
        string spec,
        [NotNullWhen(true)] out GitReference? reference,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        reference = null;
        error = null;
        string? committish = null;
        string? range = null;
        string? folder = null;
        foreach (string part in string.IsNullOrEmpty(fragment) ? [] : fragment.Split("::"))
        {
            string[] pair = part.Split(':');
            bool names = pair.Length == 1 || pair[0] == "semver";
            if (
                (names && (range ?? committish) is { Length: > 0 })
                || (pair[0] == "path" && pair.Length > 1 && folder is not null)
            )
            {
                error = new SpecError(
                    SpecErrorKind.InvalidGitFragment,
                    $"\"{spec}\" names two revisions or two folders."
                );
                return false;
            }

            if (pair.Length == 1)
            {
                committish = part;
            }
            else if (pair[0] == "semver")
            {
                if (!UriText.TryDecode(pair[1], out range))
                {
                    error = new SpecError(
                        SpecErrorKind.InvalidGitFragment,
                        $"The range in \"{spec}\" is not percent-encoded text."
                    );
                    return false;
                }
            }
            else if (pair[0] == "path")
            {
                folder = $"/{pair[1]}";
            }
        }

        reference = new GitReference(hosted, committish, range, folder);
        return true;
    }
}
