namespace Emergency.Testing;

/// <summary>
/// Sample data beside the checkout: the folder in EMERGENCY_SHARED, else the first "shared" folder above the running test.
/// </summary>
public static class SharedMaterial
{
    public static string? Folder { get; } = Find();

    /// <summary>
    /// The full path of a file such as "data/residents/expected.json"; the test is skipped, naming the file, where it is missing.
    /// </summary>
    public static string PathOf(string file)
    {
        var path = Folder is null ? null : Path.Combine(Folder, file);
        if (path is null || !File.Exists(path))
        {
            Assert.Skip($"sample material {file} is not here: set EMERGENCY_SHARED or put a folder 'shared' beside the checkout");
        }
        return path;
    }

    public static byte[] Bytes(string file) => File.ReadAllBytes(PathOf(file));

    public static string Text(string file) => File.ReadAllText(PathOf(file));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EMERGENCY_SHARED") is { Length: > 0 } named)
        {
            return named;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "data", "MANIFEST.tsv")))
            {
                return shared;
            }
        }
        return null;
    }
}
