using System.Runtime.InteropServices;
using SQLitePCL;

namespace Emergency.Engine.Storage.Sqlite;

/// <summary>The SQLite that is used: the file named by EMERGENCY_SQLITE, else the system's, each where it is 3.51.3 or newer, else the bundled one. Older ones may damage a database whose log two connections move at once.</summary>
public static class SqliteNative
{
    private const int Oldest = 3_051_003;

    /// <summary>The environment variable that names the library's file.</summary>
    public const string Variable = "EMERGENCY_SQLITE";
    private static readonly Lazy<string> Loaded = new(Load);
    private static string _source = "bundled";

    /// <summary>Version and origin, such as "SQLite 3.40.1 (libsqlite3.so.0)". The first call loads the library.</summary>
    public static string Version => Loaded.Value;

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            static (name, _, _) => name == "e_sqlite3" ? Find() : 0
        );
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return $"SQLite {raw.sqlite3_libversion().utf8_to_string()} ({_source})";
    }

    // 0 leaves the search to the runtime, which finds the bundled library.
    private static nint Find()
    {
        foreach (var file in (ReadOnlySpan<string?>)[Environment.GetEnvironmentVariable(Variable), "libsqlite3.so.0"])
        {
            if (string.IsNullOrEmpty(file) || !NativeLibrary.TryLoad(file, out var library))
                continue;
            var number = Marshal.GetDelegateForFunctionPointer<VersionNumber>(
                NativeLibrary.GetExport(library, "sqlite3_libversion_number")
            );
            if (number() >= Oldest)
            {
                _source = file;
                return library;
            }
            NativeLibrary.Free(library);
        }
        return 0;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
