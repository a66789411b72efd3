using System.Text.Json;
using DepGraph.Npm.Json;

namespace DepGraph.Npm.Placement.LockFile;

/// <summary>A manifest's <c>bin</c> as npm normalises it: commands by name, with paths inside the package.</summary>
internal static class BinField
{
    public static LockFields Normalise(JsonElement bin, string? packageName)
    {
        var commands = new LockFields();
        switch (bin.ValueKind)
        {
            case JsonValueKind.String when packageName is not null:
                Add(commands, packageName, bin);
                break;
            case JsonValueKind.Array:
                foreach (var path in bin.EnumerateArray())
                    if (path.ValueKind == JsonValueKind.String)
                        Add(commands, path.GetString()!, path);
                break;
            case JsonValueKind.Object:
                foreach (var (name, path) in JavaScriptObject.Entries(bin))
                    Add(commands, name, path);
                break;
            default:
                break;
        }
        return commands;
    }

    private static void Add(LockFields commands, string name, JsonElement path)
    {
        if (path.ValueKind != JsonValueKind.String)
            return;
        var command = Secure(name);
        command = command[(command.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/');
        var target = Secure(path.GetString()!);
        if (command.Length == 0 || target.Length == 0)
            return;
        commands.RemoveAll(each => each.Key == command);
        commands.Add((command, target));
    }

    /// <summary>A path with slashes only that does not lead out of the package; empty: none.</summary>
    private static string Secure(string path)
    {
        var unix = path.Replace('\\', '/').Replace(':', '/');
        var parts = new List<string>();
        foreach (var part in unix.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or ".."))
                parts.Add(part);
        }
        var secure = string.Join('/', parts);
        return secure.Length > 0 && unix.EndsWith('/') ? secure + "/" : secure;
    }
}
