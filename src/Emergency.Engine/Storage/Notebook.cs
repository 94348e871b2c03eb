namespace Emergency.Engine.Storage;

/// <summary>Facts about the database and the places of readers, as the port offers them.</summary>
internal sealed class Notebook(INotes notes) : IAbout, IProgress
{
    private const int MostCharacters = 4_000;

    ValueTask<IReadOnlyDictionary<string, string>> IAbout.Read(CancellationToken stop) => notes.ReadAbout(stop);

    ValueTask IAbout.Write(IReadOnlyDictionary<string, string?> values, CancellationToken stop)
    {
        foreach (var (name, value) in values)
        {
            if (value is { Length: > MostCharacters })
                throw new ArgumentException($"{name}: {value.Length} characters, at most {MostCharacters}", nameof(values));
        }
        return notes.WriteAbout(values, stop);
    }

    async ValueTask<Position?> IProgress.Read(string reader, CancellationToken stop) =>
        await notes.ReadProgress(reader, stop) is { } done ? new Position(done) : null;

    ValueTask IProgress.Write(string reader, Position done, CancellationToken stop) => notes.WriteProgress(reader, done.Value, stop);
}
