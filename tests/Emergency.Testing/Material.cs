namespace Emergency.Testing;

/// <summary>Folders beside or above the tested code.</summary>
public static class Material
{
    /// <summary>The folder that holds Emergency.sln.</summary>
    public static string Root =>
        Upwards(folder => File.Exists(Path.Combine(folder, "Emergency.sln")))
        ?? throw new DirectoryNotFoundException("no Emergency.sln above the tests");

    /// <summary>A path inside the shared material (../shared/data/…). The test is skipped where the material is not there.</summary>
    public static string Shared(params string[] parts)
    {
        var folder = Upwards(above => Directory.Exists(Path.Combine(above, "shared", "data")));
        if (folder is null)
            Assert.Skip("the shared material (../shared) is not beside this repository");
        return Path.Combine([folder, "shared", .. parts]);
    }

    private static string? Upwards(Func<string, bool> found)
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !found(at.FullName))
            at = at.Parent;
        return at?.FullName;
    }
}
