using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Emergency.Engine.Akka.Journal;

/// <summary>Lets one at a time write to a SQLite file and checkpoint it: two at once may lose what was committed (F23, SQLite before 3.51.3).</summary>
internal sealed class SqliteGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    public Task Enter(CancellationToken stop) => _gate.WaitAsync(stop);

    public void Enter() => _gate.Wait();

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}

/// <summary>A connection whose serializable transactions pass the gate and are synced; in all others it only reads, and waits for nobody.</summary>
internal sealed class GatedConnection(string text, SqliteGate gate) : SqliteConnection(text)
{
    private bool _inside;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel != IsolationLevel.Serializable)
            return BeginTransaction(deferred: true);
        gate.Enter();
        _inside = true;
        using (var command = CreateCommand())
        {
            command.CommandText = "pragma synchronous=full";
            command.ExecuteNonQuery();
        }
        return BeginTransaction(IsolationLevel.Serializable);
    }

    public override void Close()
    {
        base.Close();
        if (!_inside)
            return;
        _inside = false;
        gate.Leave();
    }
}
