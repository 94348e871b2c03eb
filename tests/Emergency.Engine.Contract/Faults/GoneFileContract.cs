namespace Emergency.Engine.Contract.Faults;

/// <summary>The journal's file is taken away under a running engine, on SQLite. A class derives from it for each engine.</summary>
public abstract class GoneFileContract : IDisposable
{
    private const string Said = "deleted or replaced";
    private readonly TempFolder _folder = new();

    protected abstract IEngineModule Module { get; }

    [Fact]
    public Task When_the_journals_file_was_deleted_nothing_more_is_acknowledged_and_the_engine_ends_with_code_4() => Ends(File.Delete);

    [Fact]
    public Task When_another_file_was_put_in_its_place_nothing_more_is_acknowledged_and_the_engine_ends_with_code_4() =>
        Ends(file =>
        {
            File.Copy(file, _folder["other.db"]);
            File.Move(_folder["other.db"], file, overwrite: true);
        });

    private async Task Ends(Action<string> taken)
    {
        var settings = new EngineSettings(_folder["data"]) { Ballast = 0 };
        await using var engine = await Module.Start(settings, [new LedgerDecider()], new LedgerForms(), TimeProvider.System);
        (await Book(engine)).ShouldBeOfType<Reply.Accepted>();
        taken(Path.Combine(settings.Data, "journal.db"));
        (await Book(engine)).ShouldBeOfType<Reply.Stopped>().Why.ShouldContain(Said);
        (await engine.Broken.InTime()).ShouldBe(4);
        engine.Trouble.ShouldNotBeNull().ShouldContain(Said);

        using var stop = new CancellationTokenSource();
        var holding = engine.Duties.Hold("clock", _ => Task.CompletedTask, stop.Token);
        await Until.True(
            () => engine.Failing.Contains("duty/clock", StringComparer.Ordinal),
            "the duty that nobody can hold any more is named"
        );
        await stop.CancelAsync();
        await holding;
    }

    private static Task<Reply> Book(IEngine engine) =>
        engine
            .Entities.Send(
                new("live", "ledger", "a"),
                new Book(1),
                new(Guid.CreateVersion7(), "0f", "虚构", "GridChief", "", null, new(2026, 1, 15, 22, 0, 0, TimeSpan.Zero), null)
            )
            .AsTask()
            .InTime();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
