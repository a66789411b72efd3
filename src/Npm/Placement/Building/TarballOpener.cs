using System.Text.Json;
using DepGraph.Npm.Placement.Tree;
using DepGraph.Npm.Tarballs;

namespace DepGraph.Npm.Placement.Building;

/// <summary>Puts what a package's tarball brings along into the ideal tree, below the package.</summary>
internal sealed class TarballOpener(InstallContext context, IInstallSource source, CancellationToken cancellationToken)
{
    private readonly JsonManifest _manifests = new(context);

    /// <exception cref="InstallFailedException">The tarball cannot be read.</exception>
    public async ValueTask OpenAsync(Node node)
    {
        var version = node.Manifest.Registered!;
        var answer = await source.OpenAsync(version, cancellationToken);
        if (answer.Listing is not { } listing)
            throw InstallFailedException.Coded(answer.Code!, $"The tarball of {version}: {answer.Message}");
        if (node.HasShrinkwrap && listing.Shrinkwrap is { } shrinkwrap)
            PlaceLocked(node, shrinkwrap);
        if (node.Manifest.Bundled.Length > 0)
            PlaceBundled(node, listing);
    }

    private void PlaceBundled(Node node, TarballListing listing)
    {
        foreach (var (path, manifest) in listing.Manifests)
            if (FolderAbove(node, path, out var name) is { } parent)
                Put(parent, name, _manifests.Read(manifest, isProject: false, fallbackName: null, isLocked: false));
    }

    private void PlaceLocked(Node node, JsonElement shrinkwrap)
    {
        var entries = ShrinkwrapEntries.Of(shrinkwrap);
        foreach (var (path, entry) in entries)
            if (FolderAbove(node, path, out var name) is { } parent)
                Put(parent, name, _manifests.Read(entry, isProject: false, fallbackName: name, isLocked: true));
    }

    private void Put(Node parent, string name, NodeManifest manifest)
    {
        if (manifest.Flaw is { } flaw)
            throw InstallFailedException.Uncoded($"{parent}: {flaw}");
        var child = new Node(context, context.Names[name], manifest);
        child.MakeEdges();
        TreeMoves.Attach(child, parent);
    }

    /// <summary>The node in whose folder a path below another node lies, and the path's last name; null: there is none.</summary>
    private Node? FolderAbove(Node node, string path, out string name)
    {
        name = "";
        var current = node;
        var parts = NodeModulesPath.Split(path);
        if (parts.Count == 0)
            return null;
        for (var i = 0; i < parts.Count - 1; i++)
        {
            if (current.Children.Find(context.Names[parts[i]].Key) is not { } next)
                return null;
            current = next;
        }
        name = parts[^1];
        return current;
    }
}
