using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using DepGraph.Ingestion.Registry;
using DepGraph.Npm.Packuments;

namespace DepGraph.GraphApi.Tests.Testing;

/// <summary>A registry within the test: documents by name, and what goes wrong.</summary>
internal sealed class FakeRegistry : IRegistryClient
{
    private readonly ConcurrentDictionary<string, string> documents = new();
    private readonly ConcurrentDictionary<(string Name, DocumentForm Form), RegistryAnswer.Failed> failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();
    private readonly ConcurrentQueue<(string Name, DocumentForm Form)> asked = new();

    public IReadOnlyCollection<(string Name, DocumentForm Form)> Asked => asked;

    public IReadOnlyCollection<string> Names => [.. documents.Keys];

    /// <summary>Publishes versions, each with its dependencies as <c>name@range</c>; the last one is latest.</summary>
    public FakeRegistry Publish(string name, params (string Version, string[] Dependencies)[] versions)
    {
        var manifests = versions.ToDictionary(
            version => version.Version,
            version => new
            {
                name,
                version = version.Version,
                license = "MIT",
                dependencies = version.Dependencies.ToDictionary(
                    d => d[..d.IndexOf('@', 1)],
                    d => d[(d.IndexOf('@', 1) + 1)..]
                ),
                engines = new { node = ">=18" },
                dist = new { tarball = $"http://localhost/{name}-{version.Version}.tgz", unpackedSize = 10 },
            }
        );
        var document = new Dictionary<string, object>
        {
            ["name"] = name,
            ["description"] = $"About {name}",
            ["dist-tags"] = new { latest = versions[^1].Version },
            ["repository"] = new { type = "git", url = $"git+https://github.com/owner/{name}.git" },
            ["modified"] = "2024-02-01T00:00:00.000Z",
            ["time"] = versions
                .Index()
                .ToDictionary(v => v.Item.Version, v => $"2024-01-{v.Index + 1:00}T00:00:00.000Z"),
            ["versions"] = manifests,
        };
        return PublishDocument(name, JsonSerializer.Serialize(document));
    }

    public FakeRegistry PublishDocument(string name, string json)
    {
        documents[name] = json;
        return this;
    }

    public FakeRegistry Fail(string name) => Fail(name, DocumentForm.Abbreviated).Fail(name, DocumentForm.Full);

    /// <summary>Fails requests for one form of a package's document.</summary>
    public FakeRegistry Fail(string name, DocumentForm form)
    {
        failures[(name, form)] = new(
            FailureKind.Unavailable,
            $"The registry is down for '{name}'.",
            TimeSpan.FromSeconds(7),
            true
        );
        return this;
    }

    /// <summary>Keeps requests for a package waiting until <see cref="Release"/>.</summary>
    public FakeRegistry Hold(string name)
    {
        held[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return this;
    }

    public void Release(string name) => held[name].TrySetResult();

    public async Task<RegistryAnswer> FetchAsync(
        string name,
        DocumentForm form,
        string? etag,
        string? lastModified,
        CancellationToken cancellationToken
    )
    {
        asked.Enqueue((name, form));
        if (held.TryGetValue(name, out var hold))
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        if (failures.TryGetValue((name, form), out var failure))
        {
            return failure;
        }

        if (!documents.TryGetValue(name, out var json))
        {
            return RegistryAnswer.NotFound.Instance;
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var packument = await PackumentReader.ReadAsync(
            stream,
            name,
            form == DocumentForm.Full,
            cancellationToken: cancellationToken
        );
        return new RegistryAnswer.Fetched(packument, "\"1\"", null, json.Length);
    }
}
