namespace DepGraph.Bolt.Tests.PackStream;

/// <summary>
/// Values with their only right encoding, those that https://neo4j.com/docs/bolt/current/packstream/ prints among them, and each side of
/// every border between two widths.
/// </summary>
internal static class Vectors
{
    public static IEnumerable<(object? Value, string Hex)> Scalars =>
        [
            (null, "C0"),
            (false, "C2"),
            (true, "C3"),
            (0L, "00"),
            (42L, "2A"),
            (127L, "7F"),
            (128L, "C9 00 80"),
            (-1L, "FF"),
            (-16L, "F0"),
            (-17L, "C8 EF"),
            (-128L, "C8 80"),
            (-129L, "C9 FF 7F"),
            (32_767L, "C9 7F FF"),
            (32_768L, "CA 00 00 80 00"),
            (-32_768L, "C9 80 00"),
            (-32_769L, "CA FF FF 7F FF"),
            (int.MaxValue, "CA 7F FF FF FF"),
            (int.MaxValue + 1L, "CB 00 00 00 00 80 00 00 00"),
            (int.MinValue, "CA 80 00 00 00"),
            (int.MinValue - 1L, "CB FF FF FF FF 7F FF FF FF"),
            (long.MaxValue, "CB 7F FF FF FF FF FF FF FF"),
            (long.MinValue, "CB 80 00 00 00 00 00 00 00"),
            (1.23, "C1 3F F3 AE 14 7A E1 47 AE"),
            (0.0, "C1 00 00 00 00 00 00 00 00"),
            (-0.0, "C1 80 00 00 00 00 00 00 00"),
            (double.PositiveInfinity, "C1 7F F0 00 00 00 00 00 00"),
            (double.NaN, "C1 FF F8 00 00 00 00 00 00"),
            ("", "80"),
            ("A", "81 41"),
            ("abcdefghijklmno", "8F 61 62 63 64 65 66 67 68 69 6A 6B 6C 6D 6E 6F"),
            ("abcdefghijklmnop", "D0 10 61 62 63 64 65 66 67 68 69 6A 6B 6C 6D 6E 6F 70"),
            (
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "D0 1A 41 42 43 44 45 46 47 48 49 4A 4B 4C 4D 4E 4F 50 51 52 53 54 55 56 57 58 59 5A"
            ),
            ("Größenmaßstäbe", "D0 12 47 72 C3 B6 C3 9F 65 6E 6D 61 C3 9F 73 74 C3 A4 62 65"),
            ("😀", "84 F0 9F 98 80"),
            (Array.Empty<byte>(), "CC 00"),
            (new byte[] { 1, 2, 3 }, "CC 03 01 02 03"),
        ];

    public static IEnumerable<(object? Value, string Hex)> Containers =>
        [
            (new List<object?>(), "90"),
            (new List<object?> { 1L, 2L, 3L }, "93 01 02 03"),
            (new List<object?> { 1L, 2.0, "three" }, "93 01 C1 40 00 00 00 00 00 00 00 85 74 68 72 65 65"),
            (
                Enumerable.Range(1, 40).Select(n => (object?)(long)n).ToList(),
                """
                D4 28
                01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10 11 12 13 14
                15 16 17 18 19 1A 1B 1C 1D 1E 1F 20 21 22 23 24 25 26 27 28
                """
            ),
            (new Dictionary<string, object?>(), "A0"),
            (new Dictionary<string, object?> { ["one"] = "eins" }, "A1 83 6F 6E 65 84 65 69 6E 73"),
            (
                Enumerable.Range(0, 26).ToDictionary(n => $"{(char)('A' + n)}", n => (object?)(n + 1L)),
                """
                D8 1A
                81 41 01 81 42 02 81 43 03 81 44 04 81 45 05 81 46 06 81 47 07 81 48 08 81 49 09
                81 4A 0A 81 4B 0B 81 4C 0C 81 4D 0D 81 4E 0E 81 4F 0F 81 50 10 81 51 11 81 52 12
                81 53 13 81 54 14 81 55 15 81 56 16 81 57 17 81 58 18 81 59 19 81 5A 1A
                """
            ),
            (
                new Dictionary<string, object?>
                {
                    ["a"] = new List<object?>
                    {
                        null,
                        new Dictionary<string, object?> { ["b"] = true },
                    },
                },
                "A1 81 61 92 C0 A1 81 62 C3"
            ),
        ];

    /// <summary>The structures of Bolt 5 that may be parameters.</summary>
    public static IEnumerable<(object? Value, string Hex)> Structures =>
        [
            (new LocalDate(1970, 1, 1), "B1 44 00"),
            (new LocalDate(1969, 12, 31), "B1 44 FF"),
            (new LocalDate(2007, 12, 3), "B1 44 C9 36 1A"),
            (new LocalTime(0, 0, 0), "B1 74 00"),
            (new LocalTime(23, 59, 59, 999_999_999), "B1 74 CB 00 00 4E 94 91 4E FF FF"),
            (new OffsetTime(new LocalTime(0, 0, 1), 3600), "B2 54 CA 3B 9A CA 00 C9 0E 10"),
            (new OffsetTime(new LocalTime(0, 0, 0, 1), -64_800), "B2 54 01 CA FF FF 02 E0"),
            (new LocalDateTime(1970, 1, 1, 0, 1, 0, 5), "B2 64 3C 05"),
            (new LocalDateTime(1969, 12, 31, 23, 59, 59), "B2 64 FF 00"),
            (new ZonedDateTime(4500, 42, Zone.Of(3600)), "B3 49 C9 11 94 2A C9 0E 10"),
            (
                new ZonedDateTime(4500, 42, Zone.Of("Europe/Paris")),
                "B3 69 C9 11 94 2A 8C 45 75 72 6F 70 65 2F 50 61 72 69 73"
            ),
            (new Duration(14, 3, -1, 500_000_000), "B4 45 0E 03 FF CA 1D CD 65 00"),
            (new Point(7203, 1.0, -2.0), "B3 58 C9 1C 23 C1 3F F0 00 00 00 00 00 00 C1 C0 00 00 00 00 00 00 00"),
            (
                new Point(4979, 1.0, -2.0, 0.5),
                "B4 59 C9 13 73 C1 3F F0 00 00 00 00 00 00 C1 C0 00 00 00 00 00 00 00 C1 3F E0 00 00 00 00 00 00"
            ),
        ];

    public static IEnumerable<(object? Value, string Hex)> All => [.. Scalars, .. Containers, .. Structures];
}
