using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.BaseMaps;

/// <summary>
/// The base maps that are in the folder now. The folder is checked again every few seconds, so that a new file is offered soon.
/// </summary>
internal sealed class BaseMapCatalogue(Settings settings, TileService service, TimeProvider clock)
{
    /// <summary>Greatest age of the last look at the folder.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private Dictionary<string, (string Version, IBaseMap Map)> _files = new(StringComparer.Ordinal);
    private IReadOnlyList<IBaseMap> _all = [];
    private DateTimeOffset? _looked;

    /// <summary>All base maps by file name, services after files.</summary>
    public IReadOnlyList<IBaseMap> All
    {
        get
        {
            lock (_gate)
            {
                var now = clock.GetUtcNow();
                if (_looked is null || now >= _looked + Fresh || now < _looked)
                {
                    _all = Look();
                    _looked = now;
                }
                return _all;
            }
        }
    }

    public IBaseMap? Find(string id) => All.FirstOrDefault(map => map.Shown.Id == id);

    private List<IBaseMap> Look()
    {
        var files = new Dictionary<string, (string Version, IBaseMap Map)>(StringComparer.Ordinal);
        var folders = settings.BaseMapFolders.Where(Directory.Exists).ToList();
        foreach (var file in folders.SelectMany(Files))
        {
            var version = Version(file);
            var found = _files.GetValueOrDefault(file.FullName) is var old && old.Version == version ? old.Map : Open(file, version);
            files[file.FullName] = (version, found);
        }
        foreach (var (path, (_, map)) in _files)
            if (map is MbtilesMap gone && files.GetValueOrDefault(path).Map != map)
                gone.Close();
        _files = files;
        return
        [
            .. files
                .OrderBy(one => Path.GetFileName(one.Key), StringComparer.Ordinal)
                .Select(one => one.Value.Map)
                .Concat(folders.SelectMany(folder => ServiceWish.Read(folder, service)))
                .DistinctBy(map => map.Shown.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<FileInfo> Files(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Extension is ".mbtiles" or ".pmtiles")];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IBaseMap Open(FileInfo file, string version) =>
        file.Extension == ".mbtiles" ? MbtilesMap.Open(file, IdOf(file), version) : PmtilesMap.Open(file, IdOf(file), version);

    private static string Version(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}");

    /// <summary>Id for use in addresses, because a file may have any name.</summary>
    private static string IdOf(FileInfo file) => $"f{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name)))[..10]}";
}
