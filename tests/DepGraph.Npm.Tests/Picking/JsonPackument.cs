using System.Globalization;
using System.Text.Json;
using DepGraph.Npm.Picking;
using DepGraph.Npm.SemVer;

namespace DepGraph.Npm.Tests.Picking;

/// <summary>A packument as the JSON it is, for picking.</summary>
internal sealed class JsonPackument : IPickable
{
    private readonly JsonElement _document;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _places = [];

    public JsonPackument(JsonElement document)
    {
        _document = document;
        Add(document, VersionAvailability.Published);
        Add(Member(document, "stagedVersions"), VersionAvailability.Staged);
        Add(Member(document, "policyRestrictions"), VersionAvailability.Restricted);
        _entries.Reverse();
        List<Entry> sorted = [.. _entries.OrderBy(entry => entry.Version)];
        _entries = sorted;
        _places = Enumerable.Range(0, sorted.Count).ToDictionary(i => sorted[i].Text);
    }

    public string Name => _document.GetProperty("name").GetString()!;

    public int Count => _entries.Count;

    public bool HasUnpublished => _entries.Exists(entry => entry.Availability != VersionAvailability.Published);

    public string? RestrictionMessage =>
        Member(Member(_document, "policyRestrictions"), "message") is { ValueKind: JsonValueKind.String } message
            ? message.GetString()
            : null;

    public static JsonPackument Parse(string json) => new(JsonDocument.Parse(json).RootElement);

    public string VersionAt(int index) => _entries[index].Text;

    public SemVersion? SemVersionAt(int index) => _entries[index].Version;

    public bool IsDeprecatedAt(int index) =>
        Member(_entries[index].Manifest, "deprecated") switch
        {
            { ValueKind: JsonValueKind.String } notice => notice.GetString()!.Length > 0,
            { ValueKind: JsonValueKind.True } => true,
            _ => false,
        };

    public Engines EnginesAt(int index) =>
        Engines.FromJson(
            Member(_entries[index].Manifest, "engines") is { ValueKind: not JsonValueKind.Undefined } engines
                ? engines.GetRawText()
                : null
        );

    public VersionAvailability AvailabilityAt(int index) => _entries[index].Availability;

    public int IndexOf(string version) => _places.GetValueOrDefault(version, -1);

    public string? TargetOf(string tag) =>
        Member(Member(_document, "dist-tags"), tag) is { ValueKind: JsonValueKind.String } target
            ? target.GetString()
            : null;

    public DateTimeOffset? PublishedAt(string version) =>
        Member(Member(_document, "time"), version) is not { ValueKind: JsonValueKind.String } time ? null
        : DateTimeOffset.TryParse(time.GetString(), CultureInfo.InvariantCulture, out DateTimeOffset at) ? at
        : DateTimeOffset.MaxValue;

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            ? value
            : default;

    private void Add(JsonElement list, VersionAvailability availability)
    {
        if (Member(list, "versions") is not { ValueKind: JsonValueKind.Object } versions)
        {
            return;
        }

        foreach (JsonProperty property in versions.EnumerateObject())
        {
            if (_places.TryGetValue(property.Name, out int known))
            {
                _entries[known] = _entries[known] with { Availability = _entries[known].Availability | availability };
                continue;
            }

            SemVersion.TryParse(property.Name, loose: true, out SemVersion? version);
            _places.Add(property.Name, _entries.Count);
            _entries.Add(new Entry(property.Name, version, property.Value, availability));
        }
    }

    private sealed record Entry(
        string Text,
        SemVersion? Version,
        JsonElement Manifest,
        VersionAvailability Availability
    );
}
