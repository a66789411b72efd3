using System.Buffers;
using System.Collections.Frozen;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Specs;

/// <summary>
/// npm's rules for package names, https://docs.npmjs.com/cli/configuring-npm/package-json#name as
/// validate-npm-package-name 7 applies them.
/// </summary>
public static class PackageName
{
    private const int MaxLength = 214;

    private static readonly SearchValues<char> SpecialCharacters = SearchValues.Create("~'!()*");

    private static readonly FrozenSet<string> CoreModules = (
        "_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex "
        + "_stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap "
        + "assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram "
        + "diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector "
        + "inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring readline "
        + "readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys timers "
        + "timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib node:sea node:sqlite "
        + "node:test node:test/reporters"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a package may have the name; old packages may break rules that came later. Allocates nothing.</summary>
    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name[0] is '.' or '-' or '_' || IsExcluded(name))
        {
            return false;
        }

        if (UriText.IsComponent(name))
        {
            return true;
        }

        return TrySplitScope(name, out ReadOnlySpan<char> scope, out ReadOnlySpan<char> package)
            && package[0] != '.'
            && UriText.IsComponent(scope)
            && UriText.IsComponent(package);
    }

    /// <summary>Everything that is wrong with the name.</summary>
    public static PackageNameReport Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new PackageNameReport(ErrorsOf(name), WarningsOf(name));
    }

    private static List<string> ErrorsOf(string name)
    {
        var errors = new List<string>();
        if (name.Length == 0)
        {
            errors.Add("name length must be greater than zero");
        }

        if (name.StartsWith('.'))
        {
            errors.Add("name cannot start with a period");
        }

        if (name.StartsWith('-'))
        {
            errors.Add("name cannot start with a hyphen");
        }

        if (name.StartsWith('_'))
        {
            errors.Add("name cannot start with an underscore");
        }

        if (VersionText.Trim(name).Length != name.Length)
        {
            errors.Add("name cannot contain leading or trailing spaces");
        }

        if (IsExcluded(name))
        {
            errors.Add($"{name.ToLowerInvariant()} is not a valid package name");
        }

        if (UriText.IsComponent(name))
        {
            return errors;
        }

        bool isScoped = TrySplitScope(name, out ReadOnlySpan<char> scope, out ReadOnlySpan<char> package);
        if (isScoped && package[0] == '.')
        {
            errors.Add("name cannot start with a period");
        }

        if (!isScoped || !UriText.IsComponent(scope) || !UriText.IsComponent(package))
        {
            errors.Add("name can only contain URL-friendly characters");
        }

        return errors;
    }

    private static List<string> WarningsOf(string name)
    {
        var warnings = new List<string>();
        string lower = name.ToLowerInvariant();
        if (CoreModules.Contains(lower))
        {
            warnings.Add($"{name} is a core module name");
        }

        if (name.Length > MaxLength)
        {
            warnings.Add($"name can no longer contain more than {MaxLength} characters");
        }

        if (lower != name)
        {
            warnings.Add("name can no longer contain capital letters");
        }

        if (name.AsSpan(name.LastIndexOf('/') + 1).ContainsAny(SpecialCharacters))
        {
            warnings.Add("name can no longer contain special characters (\"~'!()*\")");
        }

        return warnings;
    }

    private static bool IsExcluded(string name) =>
        name.Equals("node_modules", StringComparison.OrdinalIgnoreCase)
        || name.Equals("favicon.ico", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>@scope/package</c>, neither part empty nor with a slash.</summary>
    private static bool TrySplitScope(string name, out ReadOnlySpan<char> scope, out ReadOnlySpan<char> package)
    {
        int slash = name.IndexOf('/');
        bool isScoped = name.StartsWith('@') && slash > 1 && slash < name.Length - 1 && slash == name.LastIndexOf('/');
        scope = isScoped ? name.AsSpan(1, slash - 1) : default;
        package = isScoped ? name.AsSpan(slash + 1) : default;
        return isScoped;
    }
}
