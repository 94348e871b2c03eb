namespace Emergency.Engine.Storage.Sqlite;

/// <summary>File <c>ballast</c>: room that is held ready. When the disk is full it is freed, and until there is room for it again only the kinds in <see cref="EngineSettings.LastKinds"/> are stored.</summary>
internal sealed class Ballast
{
    private const string Name = "ballast";

    /// <summary>Bytes: with less than this nobody can be sure that one more command finds room.</summary>
    private const long Least = 256 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly EngineSettings _settings;
    private readonly TimeProvider _clock;
    private readonly string _file;
    private long _looked;

    /// <param name="freed">It was freed a moment ago, or there was none to free: the disk is full.</param>
    public Ballast(EngineSettings settings, TimeProvider clock, bool freed)
    {
        (_settings, _clock, _file) = (settings, clock, Path.Combine(settings.Data, Name));
        if (settings.Ballast > 0)
            Dropped = !TryLoad(beside: freed ? settings.Ballast : 0) && freed;
    }

    /// <summary>Frees the room before anything is opened.</summary>
    public static void Free(EngineSettings settings) => File.Delete(Path.Combine(settings.Data, Name));

    /// <summary>The disk was full and there is no room for the ballast yet.</summary>
    public bool Dropped { get; private set; }

    /// <summary>The number of times it was freed since the start.</summary>
    public int Drops { get; private set; }

    /// <summary>Looked at now: there is no room, or not yet for the ballast.</summary>
    public bool Tight => new DriveInfo(_settings.Data).AvailableFreeSpace < (Dropped ? 2 * _settings.Ballast : Least);

    /// <summary>True where a stream's events may be stored at the moment.</summary>
    public bool Lets(string stream)
    {
        if (!Dropped)
            return true;
        if (_clock.GetElapsedTime(_looked) >= Look)
        {
            _looked = _clock.GetTimestamp();
            // As much room again must be left beside it, or it would be dropped with the next group.
            Dropped = !TryLoad(beside: _settings.Ballast);
        }
        return !Dropped || _settings.LastKinds.Contains(EntityId.Parse(stream).Kind, StringComparer.Ordinal);
    }

    /// <summary>The disk is full: frees the room. False where it was freed before, or none is wanted.</summary>
    public bool Drop()
    {
        _looked = _clock.GetTimestamp();
        if (Dropped || _settings.Ballast <= 0)
            return false;
        Dropped = true;
        Drops++;
        File.Delete(_file);
        return true;
    }

    private bool TryLoad(long beside)
    {
        try
        {
            if (File.Exists(_file) && new FileInfo(_file).Length == _settings.Ballast)
                return true;
            if (new DriveInfo(_settings.Data).AvailableFreeSpace < _settings.Ballast + beside)
                return false;
            File.Delete(_file);
            using var file = new FileStream(
                _file,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    PreallocationSize = _settings.Ballast,
                }
            );
            file.SetLength(_settings.Ballast);
            return true;
        }
        catch (IOException)
        {
            // The disk filled up in between: a half-made ballast is none.
            File.Delete(_file);
            return false;
        }
    }
}
