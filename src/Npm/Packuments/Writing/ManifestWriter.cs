using System.Globalization;
using System.Text.Json;
using DepGraph.Npm.Packuments.Packing;

namespace DepGraph.Npm.Packuments.Writing;

/// <summary>Writes versions. What stands in a head as JSON goes out as it stands there.</summary>
internal sealed class ManifestWriter(Utf8JsonWriter writer)
{
    /// <summary>Of <c>sha512-</c> and 64 bytes in Base64.</summary>
    private const int IntegrityLength = 95;

    /// <summary>Of 20 bytes in hexadecimal.</summary>
    private const int ShasumLength = 40;

    private static readonly (DependencyKind Kind, DependencyKind Other, string Name)[] Maps =
    [
        (DependencyKind.Prod, DependencyKind.Prod, "dependencies"),
        (DependencyKind.Optional, DependencyKind.Optional, "optionalDependencies"),
        (DependencyKind.Dev, DependencyKind.Dev, "devDependencies"),
        (DependencyKind.Peer, DependencyKind.PeerOptional, "peerDependencies"),
    ];

    public void Write(VersionManifest version, PackageDetails? details)
    {
        writer.WriteStartObject(version.Version);
        writer.WriteString("name"u8, version.Name);
        writer.WriteString("version"u8, version.Version);
        WriteRequirements(version.Requirements);
        Json("peerDependenciesMeta", version.JsonOf(VersionExtra.PeerDependenciesMeta));
        Json("acceptDependencies", version.JsonOf(VersionExtra.AcceptDependencies));
        Texts("bundleDependencies", version.BundledNames);
        Json("bin", version.JsonOf(VersionExtra.Bin));
        Json("funding", version.JsonOf(VersionExtra.Funding));
        Json("engines", version.EnginesJson);
        Texts("os", version.Os, version.JsonOf(VersionExtra.Os));
        Texts("cpu", version.Cpu, version.JsonOf(VersionExtra.Cpu));
        if (version.Deprecated is { } deprecated)
            writer.WriteString("deprecated"u8, deprecated);
        if (version.HasInstallScript)
            writer.WriteBoolean("hasInstallScript"u8, true);
        if (version.HasShrinkwrap)
            writer.WriteBoolean("_hasShrinkwrap"u8, true);
        WriteDist(version);
        if (details is not null)
            WriteDetails(version, details);
        writer.WriteEndObject();
    }

    private void WriteRequirements(IReadOnlyList<Requirement> requirements)
    {
        foreach (var (kind, other, name) in Maps)
        {
            var isOpen = false;
            foreach (var requirement in requirements)
            {
                if (requirement.Kind != kind && requirement.Kind != other)
                    continue;
                if (!isOpen)
                    writer.WriteStartObject(name);
                isOpen = true;
                WriteRange(requirement);
            }
            if (isOpen)
                writer.WriteEndObject();
        }
    }

    private void WriteRange(Requirement requirement)
    {
        if (requirement.IsString)
            writer.WriteString(requirement.Name, requirement.Range);
        else if (requirement.IsText)
            writer.WriteNull(requirement.Name);
        else
            Json(requirement.Name, requirement.Range);
    }

    private void WriteDist(VersionManifest version)
    {
        var cold = version.Head.Packed.Cold(version.Index);
        writer.WriteStartObject("dist"u8);
        if (version.Integrity is { } integrity)
            Text("integrity", integrity, cold.IntegrityForm, IntegrityLength == integrity.Length);
        if (version.Shasum is { } shasum)
            Text("shasum", shasum, cold.ShasumForm, ShasumLength == shasum.Length);
        if (version.Tarball is { } tarball)
            Text("tarball", tarball, cold.TarballForm, IsUsual(version, tarball));
        if (version.FileCount is { } count)
            writer.WriteNumber("fileCount"u8, count);
        if (version.UnpackedSize is { } size)
            writer.WriteNumber("unpackedSize"u8, size);
        writer.WriteEndObject();
    }

    private void WriteDetails(VersionManifest version, PackageDetails details)
    {
        var said = details.Find(version.Version) ?? default;
        var (license, libc) = (said.License, said.Libc ?? []);
        var forms = details.DeclaredForms(version.Version);
        // A licence that is not declared where npm looks for it is declared in the place that former npm had for it.
        Json("license", forms.License);
        if (license is not null && forms.License?[0] != '"')
            writer.WriteString("licenses"u8, license);
        Texts("libc", libc, forms.Libc);
        Json("workspaces", forms.Workspaces);
        // Of a repository without an address the reader goes by what this version says.
        if (
            details.RepositoryUrl is null
            && version == (version.Head.LatestVersion ?? version.Head[version.Head.Count - 1])
        )
            DetailsWriter.WriteRepository(writer, details);
    }

    private static bool IsUsual(VersionManifest version, string tarball) =>
        tarball.EndsWith(TarballPath.Of(version.Name, version.Version), StringComparison.Ordinal);

    /// <summary>
    /// A hash or an address. One that has no short form although it could, stood escaped in its document, and does again: so the
    /// reader packs it as it was.
    /// </summary>
    private void Text(string name, string value, ColdFields.Form form, bool couldBeShort)
    {
        if (form == ColdFields.Form.Short || !couldBeShort)
        {
            writer.WriteString(name, value);
            return;
        }
        writer.WritePropertyName(name);
        var rest = JsonEncodedText.Encode(value[1..], writer.Options.Encoder);
        writer.WriteRawValue(
            string.Create(CultureInfo.InvariantCulture, $"\"\\u{(int)value[0]:x4}{rest}\""),
            skipInputValidation: true
        );
    }

    private void Texts(string name, IReadOnlyList<string> values, string? json = null)
    {
        if (json is not null || values.Count == 0)
        {
            Json(name, json);
            return;
        }
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    private void Json(string name, string? json)
    {
        if (json is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }
}
