namespace DepGraph.Npm.Packuments.Packing;

/// <summary>One version while its document is being read. Ids are those of the builder's interners; −1: none.</summary>
internal struct VersionRow
{
    public int TextId;
    public int ListId;
    public VersionFlags Flags;
    public int DeprecatedId;
    public int EnginesId;

    /// <summary>Ids in the builder's interner of string-id sequences.</summary>
    public int OsId;
    public int CpuId;
    public int BundledId;
    public long UnpackedSize;
    public long FileCount;
    public ColdFields.Form IntegrityForm;
    public ColdFields.Form ShasumForm;
    public ColdFields.Form TarballForm;

    /// <summary>A string id, or the offset of the raw hash among the builder's hashes.</summary>
    public int Integrity;
    public int Shasum;
    public int TarballId;
    public ExtraIds Extras;

    public static VersionRow Empty =>
        new()
        {
            TextId = -1,
            ListId = -1,
            DeprecatedId = -1,
            EnginesId = -1,
            OsId = -1,
            CpuId = -1,
            BundledId = -1,
            UnpackedSize = -1,
            FileCount = -1,
        };
}
