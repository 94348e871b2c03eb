using Emergency.Engine.Storage;
using Emergency.Engine.Storage.Postgres;
using Npgsql;

namespace Emergency.Engine.Reference;

/// <summary>Adds to a journal in PostgreSQL that one to many nodes write to, by a connection of its own.</summary>
internal sealed class PostgresStore : DatabaseStore
{
    private static readonly TimeSpan StoreWithin = TimeSpan.FromSeconds(8),
        TryFor = TimeSpan.FromSeconds(4);

    private readonly PostgresDatabase _database;
    private readonly AskedTurns _turns;
    private Appender? _appender;
    private bool _held;

    public PostgresStore(PostgresDatabase database)
        : base(database.Journal)
    {
        _database = database;
        _turns = new(database.Source);
    }

    public override Yielding Yielding => _turns.Yielding;

    public override async ValueTask<IReadOnlyList<Appended>> Store(IReadOnlyList<Append> batch, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var answers = await Insist(batch, again: false, TimeProvider.System.GetTimestamp(), stop);
        if (answers.Any(static answer => answer is Appended.Full))
            _database.Beside.Full(0);
        else
            _database.Beside.Stored();
        if (answers.Max(static answer => answer is Appended.Stored stored ? stored.LastOrdering : 0) is > 0 and var last)
            ((IPlaces)_database.Journal).Ring(last);
        return answers;
    }

    public override async ValueTask Close()
    {
        _appender?.Dispose();
        await _turns.DisposeAsync();
    }

    private async ValueTask<IReadOnlyList<Appended>> Insist(IReadOnlyList<Append> batch, bool again, long began, CancellationToken stop)
    {
        var (why, turned) = (_held ? PostgresJournal.Held : "the database is away", false);
        // A node that has a connection uses it: others that cannot get one are not its trouble.
        while (!stop.IsCancellationRequested && (_appender is not null || await _database.Link.IsThere(stop)))
        {
            try
            {
                // The driver also gives up a connection over an error that the server survives, a full disk among them.
                if (_appender is { IsOpen: false })
                    Interlocked.Exchange(ref _appender, null)?.Dispose();
                _appender ??= Appender.Open(_database.Source);
                if (turned)
                    _appender.EndHalfSaid();
                var left = StoreWithin - TimeProvider.System.GetElapsedTime(began);
                if (left < TimeSpan.FromSeconds(1) || (_held && !_appender.IsLockFree()))
                    break;
                _held = false;
                return _appender.Store(batch, again, left < TryFor ? left : TryFor);
            }
            catch (PostgresException e)
                when (e.IsUndone() && e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Somebody keeps the lock. A group that comes when this one has given up need not wait as long.
                (why, turned) = (PostgresJournal.Held, true);
                _held = TimeProvider.System.GetElapsedTime(began) > StoreWithin - TryFor;
            }
            catch (PostgresException e) when (e.IsUndone())
            {
                if (e.SqlState == PostgresErrorCodes.DiskFull)
                    return All(batch, Appended.Full.Answer);
                if (batch.Count == 1)
                    return All(
                        batch,
                        e.SqlState == PostgresErrorCodes.UniqueViolation ? Appended.Taken.Answer : new Appended.Unknown(e.MessageText)
                    );
                // A command that the database will not have must not fail the others.
                return
                [
                    .. await Insist([.. batch.Take(batch.Count / 2)], again, began, stop),
                    .. await Insist([.. batch.Skip(batch.Count / 2)], again, began, stop),
                ];
            }
            catch (NpgsqlException e)
            {
                // It may have been stored, or may yet be: the next try asks under the lock, and takes the place if it is free.
                (again, why) = (true, e.Message);
                Interlocked.Exchange(ref _appender, null)?.Dispose();
                _database.Link.Lost(e);
            }
        }
        return All(batch, new Appended.Unknown(_database.Link.Away ?? why));
    }

    private static IReadOnlyList<Appended> All(IReadOnlyList<Append> batch, Appended answer) => [.. Enumerable.Repeat(answer, batch.Count)];
}
