using System.Globalization;

namespace Emergency.Engine.Seals;

/// <summary>File <c>head</c> in the data folder: the newest position that was acknowledged, as decimal text. A log cut off at its end looks whole to a database; this file knows better.</summary>
public static class HeadFile
{
    /// <summary>True where there is a file and it holds a number.</summary>
    public static bool Exists(string folder)
    {
        var file = Path.Combine(folder, "head");
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>The position, 0 where there is no file or it holds no number.</summary>
    public static long Read(string folder)
    {
        var file = Path.Combine(folder, "head");
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var head)
            ? head
            : 0;
    }

    /// <summary>Replaces the file as a whole.</summary>
    public static void Write(string folder, long head)
    {
        var file = Path.Combine(folder, "head");
        File.WriteAllText(file + ".new", head.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".new", file, overwrite: true);
    }
}
