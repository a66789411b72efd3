using System.IO.Compression;
using System.Text;
using DepGraph.Testing;

namespace DepGraph.EndToEnd.Exporting;

/// <summary>What the exports' tests begin with: real packages, and one that has everything that is awkward in a table.</summary>
internal static class ExportedPackuments
{
    public const string Awkward = "@awkward/package";

    /// <summary>Packages with all that their latest versions need.</summary>
    private static readonly string[] Closure = ["debug", "ms"];

    /// <summary>Every so many packages of the corpus.</summary>
    private const int Step = 30;

    private const string AwkwardJson = """
        {
          "_id": "@awkward/package", "name": "@awkward/package",
          "description": "two\nlines, a \"quote\" and a comma",
          "homepage": "", "license": "MIT", "keywords": ["a;b", "c,d", "\"e\"", " f "],
          "repository": { "type": "git", "url": "git+https://code.invalid/x.git", "directory": "packages/x" },
          "maintainers": [{ "name": "Ä", "email": "a@b.invalid" }, { "name": "only a name" }],
          "time": { "created": "2020-01-01T00:00:00.000Z", "modified": "2024-05-06T07:08:09.010Z",
                    "1.0.0": "2020-01-01T00:00:00.000Z", "2.0.0-rc.1": "2021-02-03T04:05:06.789Z" },
          "dist-tags": { "latest": "1.0.0", "next": "2.0.0-rc.1", "nowhere": "9.9.9" },
          "versions": {
            "1.0.0": {
              "name": "@awkward/package", "version": "1.0.0", "license": { "type": "BSD" },
              "deprecated": "do not use,\r\nuse \"another\"\n",
              "dependencies": {
                "plain": "^1.0.0", "alias": "npm:@real/name@^2", "git": "git+ssh://git@code.invalid/x.git#v1",
                "remote": "https://code.invalid/x.tgz", "file": "file:../x.tgz", "directory": "file:../x",
                "tag": "next", "empty": "", "invalid": ">=1 <", "lines": "^1.0.0\n", "not-text": { "a": 1 }, "nothing": null
              },
              "optionalDependencies": { "plain-optional": "~1.2" },
              "devDependencies": { "plain": "1.x || 2.x", "7": "*" },
              "peerDependencies": { "peer": "*", "peer-optional": "*" },
              "peerDependenciesMeta": { "peer-optional": { "optional": true } },
              "bundleDependencies": ["plain"], "bin": { "x": "cli.js" }, "engines": { "node": ">=18" },
              "os": "linux", "cpu": ["!arm", "x64"], "libc": ["glibc"], "hasInstallScript": true,
              "funding": "https://fund.invalid",
              "dist": { "tarball": "https:\/\/registry.invalid\/@awkward\/package\/-\/package-1.0.0.tgz",
                        "shasum": "0123456789012345678901234567890123456789", "integrity": "sha512-odd", "fileCount": 3,
                        "unpackedSize": 12345 }
            },
            "2.0.0-rc.1": { "name": "@awkward/package", "version": "2.0.0-rc.1", "licenses": [{ "type": "MIT" }, { "type": "ISC" }],
              "_hasShrinkwrap": true, "acceptDependencies": { "plain": "1 || 2" }, "workspaces": ["a"], "libc": "musl",
              "dist": { "tarball": "https://registry.invalid/@awkward/package/-/package-2.0.0-rc.1.tgz" } },
            "2.0.0-rc.1+b": { "name": "@awkward/package", "version": "2.0.0-rc.1+b", "deprecated": true },
            "no version": { "name": "@awkward/package", "version": "no version" }
          }
        }
        """;

    /// <summary>Writes them, one a line, full documents and every third one abbreviated.</summary>
    public static void WriteTo(string path)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var writer = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.WriteLine(OneLine(AwkwardJson));
        var names = CorpusFiles.Names().Where((name, i) => i % Step == 0).Union(Closure).ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            using var reader = new StreamReader(CorpusFiles.Open(names[i], full: i % 3 != 0));
            writer.WriteLine(OneLine(reader.ReadToEnd()));
        }
    }

    /// <summary>The line breaks that stand between values; those within texts are escaped.</summary>
    private static string OneLine(string json) => json.Replace('\n', ' ').Replace('\r', ' ');
}
