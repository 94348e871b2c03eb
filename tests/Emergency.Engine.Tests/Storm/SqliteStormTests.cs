using Emergency.Engine.Storage.Sqlite;
using Emergency.Testing;

namespace Emergency.Engine.Tests.Storm;

/// <summary>The write storm, on SQLite.</summary>
[Long("a write storm and its kills")]
public sealed class SqliteStormTests : CountedStorm, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<EngineSettings> NewDatabase() => Task.FromResult(new EngineSettings(_folder["data"]) { Ballast = 0 });

    protected override Task<EngineSettings> DamagedCopy(EngineSettings settings, string loseOneOf, string doubleOneOf)
    {
        var copy = Directory.CreateDirectory(_folder["damaged"]).FullName;
        foreach (var file in Directory.EnumerateFiles(settings.Data))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        using var connection = Connection.ToWrite(Path.Combine(copy, "journal.db"));
        connection.Run($"delete from journal where ordering = (select max(ordering) from journal where persistence_id = '{loseOneOf}')");
        connection.Run(
            $"create table twin as select * from journal where ordering = (select max(ordering) from journal where persistence_id = '{doubleOneOf}')"
        );
        connection.Run("update twin set ordering = (select max(ordering) + 1 from journal), sequence_number = sequence_number + 1");
        connection.Run("insert into journal select * from twin");
        return Task.FromResult(settings with { Data = copy });
    }
}
