namespace DepGraph.Npm.Specs;

/// <summary>Why a spec means nothing to npm.</summary>
public enum SpecErrorKind
{
    /// <summary>npm's EINVALIDPACKAGENAME.</summary>
    InvalidPackageName,

    /// <summary>npm's EINVALIDTAGNAME: neither version nor range, and no tag can be called so.</summary>
    InvalidTagName,

    /// <summary>npm's EUNSUPPORTEDPROTOCOL, such as <c>link:</c> or <c>workspace:</c> outside of a workspace.</summary>
    UnsupportedProtocol,

    /// <summary>An alias of an alias, of something that is not from the registry, or of nothing.</summary>
    InvalidAlias,

    /// <summary>An address that is not a URL.</summary>
    InvalidUrl,

    /// <summary>A git fragment that names two revisions or two folders.</summary>
    InvalidGitFragment,
}

/// <param name="Kind">The kind of fault.</param>
/// <param name="Message">A sentence that names the spec.</param>
public sealed record SpecError(SpecErrorKind Kind, string Message);
