using Emergency.Engine.Storage;

namespace Emergency.Engine.Journal;

/// <summary>Notes in the file that holds the journal: written when nobody else writes.</summary>
internal sealed class GatedNotes(INotes notes, SqliteGate gate) : INotes
{
    public ValueTask<IReadOnlyDictionary<string, string>> ReadAbout(CancellationToken stop) => notes.ReadAbout(stop);

    public ValueTask WriteAbout(IReadOnlyDictionary<string, string?> values, CancellationToken stop) =>
        Alone(() => notes.WriteAbout(values, stop), stop);

    public ValueTask<long?> ReadProgress(string reader, CancellationToken stop) => notes.ReadProgress(reader, stop);

    public ValueTask WriteProgress(string reader, long done, CancellationToken stop) =>
        Alone(() => notes.WriteProgress(reader, done, stop), stop);

    public ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop) =>
        Alone(() => notes.HoldDuty(duty, node, term, stop), stop);

    public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop) =>
        Alone(() => notes.ReleaseDuty(duty, node, stop), stop);

    public ValueTask<Seal?> LastSeal(CancellationToken stop) => notes.LastSeal(stop);

    public ValueTask<bool> WriteSeal(Seal seal, CancellationToken stop) => Alone(() => notes.WriteSeal(seal, stop), stop);

    public ValueTask SkipPositions(long upTo, CancellationToken stop) => Alone(() => notes.SkipPositions(upTo, stop), stop);

    private async ValueTask Alone(Func<ValueTask> write, CancellationToken stop) =>
        await Alone(
            async () =>
            {
                await write();
                return true;
            },
            stop
        );

    private async ValueTask<T> Alone<T>(Func<ValueTask<T>> write, CancellationToken stop)
    {
        await gate.Enter(stop);
        try
        {
            return await write();
        }
        finally
        {
            gate.Leave();
        }
    }
}
