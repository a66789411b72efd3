using DepGraph.Npm.Picking;

namespace DepGraph.Npm.Placement.Building;

/// <summary>Reads each distinct <c>engines</c> once; packages repeat a few of them thousands of times.</summary>
internal sealed class EngineTexts
{
    private readonly Dictionary<string, Engines> _read = [];

    public Engines Of(string? json)
    {
        if (json is null)
            return default;
        if (!_read.TryGetValue(json, out var engines))
            _read.Add(json, engines = Engines.FromJson(json));
        return engines;
    }
}
