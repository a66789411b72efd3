namespace DepGraph.Npm.Specs;

/// <summary>
/// Recognises repositories at known hosting services as hosted-git-info 9 does: shortcuts (<c>user/project</c>,
/// <c>github:user/project</c>), addresses of their sites, and the colon form of ssh.
/// </summary>
internal static class HostedGit
{
    public static HostedRepository? Find(string spec)
    {
        string address = IsGitHubShorthand(spec) ? $"github:{spec}" : spec;
        string corrected = WithProtocol(address);
        if (
            !UrlParts.TryParse(corrected, out UrlParts? url)
            && !UrlParts.TryParse(WithSlashForColon(corrected), out url)
        )
        {
            return null;
        }

        return ShortcutOf(url.Protocol) is { } host ? FromShortcut(host, url) : FromSite(url);
    }

    /// <summary>
    /// <c>user/project</c>: a slash that is not the first character, and in front of the number sign (if there is one) no
    /// second slash, slash at the end, leading dot, at sign, colon or space.
    /// </summary>
    private static bool IsGitHubShorthand(string spec)
    {
        int hash = spec.IndexOf('#');
        int slash = spec.IndexOf('/');
        ReadOnlySpan<char> name = hash < 0 ? spec : spec.AsSpan(0, hash);
        if (slash <= 0 || name.EndsWith('/') || spec[0] == '.' || name.Count('/') > 1)
        {
            return false;
        }

        foreach (char c in name)
        {
            if (c is '@' or ':' || SemVer.VersionText.IsSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string WithProtocol(string address)
    {
        int colon = address.IndexOf(':');
        string protocol = address[..(colon + 1)];
        if (IsKnownProtocol(protocol) || (colon >= 0 && address.AsSpan(colon).StartsWith("://")))
        {
            return address;
        }

        int at = address.IndexOf('@');
        if (at >= 0)
        {
            return at > colon ? $"git+ssh://{address}" : address;
        }

        return $"{protocol}//{address[(colon + 1)..]}";
    }

    private static bool IsKnownProtocol(string protocol) =>
        protocol is "git+ssh:" or "ssh:" or "git+https:" or "git:" or "http:" or "https:" or "git+http:"
        || ShortcutOf(protocol) is not null;

    /// <summary>ssh's <c>user@host:path</c> as a URL: the last colon in front of the fragment becomes a slash.</summary>
    private static string WithSlashForColon(string address)
    {
        int hash = address.IndexOf('#');
        ReadOnlySpan<char> name = hash < 0 ? address : address.AsSpan(0, hash);
        int colon = name.LastIndexOf(':');
        if (colon > name.LastIndexOf('@'))
        {
            address = $"{address.AsSpan(0, colon)}/{address.AsSpan(colon + 1)}";
        }

        name = hash < 0 ? address : address.AsSpan(0, hash);
        return name.Contains(':') || address.Contains("//", StringComparison.Ordinal)
            ? address
            : $"git+ssh://{address}";
    }

    private static GitHost? ShortcutOf(string protocol) =>
        protocol switch
        {
            "github:" => GitHost.GitHub,
            "bitbucket:" => GitHost.Bitbucket,
            "gitlab:" => GitHost.GitLab,
            "gist:" => GitHost.Gist,
            "sourcehut:" => GitHost.SourceHut,
            _ => null,
        };

    private static HostedRepository? FromShortcut(GitHost host, UrlParts url)
    {
        string path = url.Path.StartsWith('/') ? url.Path[1..] : url.Path;
        path = path[(path.IndexOf('@') + 1)..];
        int slash = path.LastIndexOf('/');
        return Decode(host, slash > 0 ? path[..slash] : null, path[(slash + 1)..], url.Hash);
    }

    private static HostedRepository? FromSite(UrlParts url)
    {
        GitHost? host = (url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host) switch
        {
            "github.com" => GitHost.GitHub,
            "bitbucket.org" => GitHost.Bitbucket,
            "gitlab.com" => GitHost.GitLab,
            "gist.github.com" => GitHost.Gist,
            "git.sr.ht" => GitHost.SourceHut,
            _ => null,
        };
        if (host is null || !Speaks(host.Value, url.Protocol))
        {
            return null;
        }

        string[] segments = url.Path.Split('/');
        string first = segments.ElementAtOrDefault(1) ?? "";
        string second = segments.ElementAtOrDefault(2) ?? "";
        string third = segments.ElementAtOrDefault(3) ?? "";
        return host switch
        {
            GitHost.GitHub when third == "tree" => OnSite(host.Value, first, second, segments.ElementAtOrDefault(4)),
            GitHost.GitHub when third.Length > 0 => null,
            GitHost.Bitbucket when third == "get" => null,
            GitHost.SourceHut when third == "archive" => null,
            GitHost.Gist when third == "raw" => null,
            GitHost.Gist when first.Length + second.Length == 0 => null,
            GitHost.Gist when second.Length == 0 || first.Length == 0 => Decode(
                host.Value,
                null,
                first + second,
                url.Hash
            ),
            GitHost.Gist => Decode(host.Value, first, second, url.Hash),
            GitHost.GitLab => FromGitLab(url),
            _ => OnSite(host.Value, first, second, url.Hash),
        };
    }

    private static bool Speaks(GitHost host, string protocol) =>
        (host, protocol) switch
        {
            (_, "git+ssh:" or "https:") => true,
            (GitHost.SourceHut, _) => false,
            (_, "git+https:" or "ssh:") => true,
            (GitHost.GitHub, "git:" or "http:") => true,
            (GitHost.Gist, "git:") => true,
            _ => false,
        };

    /// <summary>Groups nest at GitLab: all but the last segment are the owner.</summary>
    private static HostedRepository? FromGitLab(UrlParts url)
    {
        string path = url.Path.Length > 0 ? url.Path[1..] : "";
        int slash = path.LastIndexOf('/');
        bool isDownload =
            path.Contains("/-/", StringComparison.Ordinal)
            || path.Contains("/archive.tar.gz", StringComparison.Ordinal);
        return isDownload || slash < 0 ? null : OnSite(GitHost.GitLab, path[..slash], path[(slash + 1)..], url.Hash);
    }

    /// <param name="user">Null: there is none; empty: there should be one.</param>
    private static HostedRepository? OnSite(GitHost host, string? user, string project, string? committish) =>
        user?.Length == 0 || project.Length == 0 || project == ".git" ? null : Decode(host, user, project, committish);

    private static HostedRepository? Decode(GitHost host, string? user, string project, string? committish)
    {
        string? decodedUser = null;
        project = project.EndsWith(".git", StringComparison.Ordinal) ? project[..^4] : project;
        return
            (user is null || UriText.TryDecode(user, out decodedUser))
            && UriText.TryDecode(project, out string? decodedProject)
            && UriText.TryDecode(committish, out string? decodedCommittish)
            ? new HostedRepository(host, decodedUser, decodedProject, decodedCommittish)
            : null;
    }
}
