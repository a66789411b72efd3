using System.Diagnostics.CodeAnalysis;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Specs;

/// <summary>
/// What a dependency's value or a command's argument asks for, as npm-package-arg 13 reads it on a POSIX system. Immutable.
/// Paths stay as written, for there is no folder here that they could be relative to.
/// </summary>
public sealed class PackageSpec
{
    /// <summary>An alias within an alias is read to say what is wrong with it; whatever is nested deeper is not.</summary>
    private const int DeepestAlias = 2;

    private PackageSpec(string? name, SpecType type, string fetchSpec)
    {
        Name = name;
        Type = type;
        FetchSpec = fetchSpec;
    }

    /// <summary>The package, or the name an alias is declared under; null when the argument names none.</summary>
    public string? Name { get; }

    public SpecType Type { get; }

    /// <summary>
    /// Version, range or tag: trimmed, otherwise as written. Alias: what follows <c>npm:</c>. Git: the address as written,
    /// without its fragment. Remote: the address. File and directory: the path as written, without <c>file:</c>.
    /// </summary>
    public string FetchSpec { get; }

    /// <summary>What an alias stands for; null for every other type.</summary>
    public PackageSpec? SubSpec { get; private init; }

    /// <summary>Read in loose mode; null for every type but <see cref="SpecType.Range"/>.</summary>
    public SemRange? Range { get; private init; }

    /// <summary>Read in loose mode; null for every type but <see cref="SpecType.Version"/>.</summary>
    public SemVersion? Version { get; private init; }

    /// <summary>Null for every type but <see cref="SpecType.Git"/>.</summary>
    public GitReference? Git { get; private init; }

    /// <summary>Whether a registry answers it: a version, range or tag, or an alias of one.</summary>
    public bool IsRegistry => Type is SpecType.Version or SpecType.Range or SpecType.Tag or SpecType.Alias;

    /// <summary>What to ask the registry for: the spec behind an alias, or the spec itself.</summary>
    public PackageSpec Registry => SubSpec ?? this;

    /// <summary>Reads an argument such as <c>name</c>, <c>name@spec</c>, or any spec without a name. Never throws.</summary>
    public static bool TryParse(
        string argument,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        ArgumentNullException.ThrowIfNull(argument);
        return TryParse(argument, aliases: 0, out spec, out error);
    }

    /// <summary>Reads a dependency: its name (null or empty: none) and the value declared for it. Never throws.</summary>
    public static bool TryResolve(
        string? name,
        string value,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        ArgumentNullException.ThrowIfNull(value);
        return TryResolve(name, value, aliases: 0, out spec, out error);
    }

    /// <summary><c>name@spec</c> as npm prints it; only the spec when there is no name.</summary>
    public override string ToString()
    {
        string text = SubSpec is null ? FetchSpec : $"npm:{FetchSpec}";
        return Name is null ? text : $"{Name}@{text}";
    }

    /// <param name="aliases">How many aliases it stands behind.</param>
    private static bool TryParse(
        string argument,
        int aliases,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        int at = argument.Length > 1 ? argument.IndexOf('@', 1) : -1;
        string namePart = at > 0 ? argument[..at] : argument;
        if (SpecText.IsUrl(argument))
        {
            return TryResolve(null, argument, aliases, out spec, out error);
        }

        if (SpecText.IsGitOverSsh(argument))
        {
            return TryResolve(null, $"git+ssh://{argument}", aliases, out spec, out error);
        }

        bool isPath = !namePart.StartsWith('@') && (namePart.Contains('/') || SpecText.IsTarball(namePart));
        if (!isPath && at > 0)
        {
            string rest = argument[(at + 1)..];
            return TryResolve(namePart, rest.Length == 0 ? "*" : rest, aliases, out spec, out error);
        }

        return !isPath && PackageName.IsValid(argument)
            ? TryResolve(argument, "*", aliases, out spec, out error)
            : TryResolve(null, argument, aliases, out spec, out error);
    }

    /// <inheritdoc cref="TryParse(string, int, out PackageSpec?, out SpecError?)"/>
    private static bool TryResolve(
        string? name,
        string value,
        int aliases,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        spec = null;
        name = string.IsNullOrEmpty(name) ? null : name;
        if (name is not null && !PackageName.IsValid(name))
        {
            string reasons = string.Join("; ", PackageName.Check(name).Errors);
            error = new SpecError(SpecErrorKind.InvalidPackageName, $"Invalid package name \"{name}\": {reasons}.");
            return false;
        }

        if (SpecText.IsPath(value))
        {
            return TryCreate(FromPath(name, value), out spec, out error);
        }

        if (SpecText.IsAlias(value))
        {
            return TryCreateAlias(name, value, aliases + 1, out spec, out error);
        }

        bool mayBeAddress = value.AsSpan().ContainsAny(':', '/', '@');
        if (mayBeAddress && HostedGit.Find(value) is { } hosted)
        {
            return TryCreateGit(name, value, hosted, hosted.Committish, out spec, out error);
        }

        if (mayBeAddress && SpecText.IsUrl(value))
        {
            return TryCreateFromUrl(name, value, out spec, out error);
        }

        return value.Contains('/') || SpecText.IsTarball(value)
            ? TryCreate(FromPath(name, value), out spec, out error)
            : TryCreateRegistry(name, value, out spec, out error);
    }

    private static bool TryCreate(
        PackageSpec created,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        spec = created;
        error = null!;
        return true;
    }

    private static PackageSpec FromPath(string? name, string value)
    {
        string path = value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? value[5..] : value;
        return new PackageSpec(name, SpecText.IsTarball(value) ? SpecType.File : SpecType.Directory, path);
    }

    private static bool TryCreateAlias(
        string? name,
        string value,
        int aliases,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        spec = null;
        string target = value[SpecText.AliasPrefix.Length..];
        string? reason = aliases > DeepestAlias || SpecText.IsAlias(target) ? "nested aliases are not supported" : null;
        PackageSpec? subSpec = null;
        if (reason is null)
        {
            if (!TryParse(target, aliases, out subSpec, out error))
            {
                return false;
            }

            reason = subSpec switch
            {
                { Type: SpecType.Alias } => "nested aliases are not supported",
                { IsRegistry: false } => "aliases only work for packages of a registry",
                { Name: null } => "aliases must have a name",
                _ => null,
            };
        }

        if (reason is not null || subSpec is null)
        {
            error = new SpecError(SpecErrorKind.InvalidAlias, $"Invalid alias \"{value}\": {reason}.");
            return false;
        }

        return TryCreate(new PackageSpec(name, SpecType.Alias, target) { SubSpec = subSpec }, out spec, out error);
    }

    private static bool TryCreateGit(
        string? name,
        string value,
        HostedRepository? hosted,
        string? fragment,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        spec = null;
        if (!GitReference.TryCreate(hosted, fragment, value, out GitReference? git, out error))
        {
            return false;
        }

        int hash = value.IndexOf('#');
        string address = hash < 0 ? value : value[..hash];
        return TryCreate(new PackageSpec(name, SpecType.Git, address) { Git = git }, out spec, out error);
    }

    private static bool TryCreateFromUrl(
        string? name,
        string value,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        spec = null;
        if (SpecText.IsColonFormOfSsh(value))
        {
            int hash = value.IndexOf('#');
            return TryCreateGit(name, value, null, hash < 0 ? null : value[(hash + 1)..], out spec, out error);
        }

        if (!UrlParts.TryParse(value, out UrlParts? url))
        {
            error = new SpecError(SpecErrorKind.InvalidUrl, $"\"{value}\" is not a valid URL.");
            return false;
        }

        switch (url.Protocol)
        {
            case "git:" or "git+http:" or "git+https:" or "git+rsync:" or "git+ftp:" or "git+file:" or "git+ssh:":
                return TryCreateGit(name, value, null, url.Hash, out spec, out error);
            case "http:" or "https:":
                return TryCreate(new PackageSpec(name, SpecType.Remote, value), out spec, out error);
            default:
                error = new SpecError(
                    SpecErrorKind.UnsupportedProtocol,
                    $"Unsupported URL type \"{url.Protocol}\": {value}"
                );
                return false;
        }
    }

    private static bool TryCreateRegistry(
        string? name,
        string value,
        [NotNullWhen(true)] out PackageSpec? spec,
        [NotNullWhen(false)] out SpecError? error
    )
    {
        ReadOnlySpan<char> trimmed = VersionText.Trim(value);
        string text = trimmed.Length == value.Length ? value : trimmed.ToString();
        if (SemVersion.TryParse(text, loose: true, out SemVersion? version))
        {
            return TryCreate(new PackageSpec(name, SpecType.Version, text) { Version = version }, out spec, out error);
        }

        if (SemRange.TryParse(text, SemVerOptions.Loose, out SemRange? range))
        {
            return TryCreate(new PackageSpec(name, SpecType.Range, text) { Range = range }, out spec, out error);
        }

        if (UriText.IsComponent(text))
        {
            return TryCreate(new PackageSpec(name, SpecType.Tag, text), out spec, out error);
        }

        spec = null;
        error = new SpecError(
            SpecErrorKind.InvalidTagName,
            $"\"{text}\" is neither a version nor a range, and a tag cannot have characters that a URL escapes."
        );
        return false;
    }
}
