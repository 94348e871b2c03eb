using Emergency.Engine.Contract.Storm;

namespace Emergency.Engine.Contract.Faults;

/// <summary>The log cannot be moved into the journal's file while a storm rages (SQLite): nothing that is stored is lost by it. A class derives from it for each engine.</summary>
/// <param name="program">The program that <c>dotnet</c> starts; as "storm" it runs <see cref="WriteStorm"/>.</param>
public abstract class UnmovedLogContract(string program) : IDisposable
{
    private readonly StracedStorm _site = new(program);

    [Fact]
    public async Task It_is_named_as_long_as_it_lasts_and_commands_are_taken()
    {
        await using (var storm = _site.Start())
        {
            await storm.Tell([]);
            await StracedStorm.Rages(storm);
            var file = Path.Combine(_site.Settings.Data, "journal.db");
            await using var strace = _site.Attach(storm, "unmoved", "pwrite64", "error=EIO", "-P", file);
            await Until.True(() => storm.Ended || Said(storm, "failing journal.db"), "it is named");
            await StracedStorm.Rages(storm);
            await strace.Signal("TERM");
            await strace.Exit(Until.AtMost);
            await Until.True(() => storm.Ended || Said(storm, "failing nothing"), "it is over with the fault");
            await StracedStorm.Rages(storm);
            await _site.End(storm);
        }
        _site.Injected("unmoved").ShouldBeGreaterThan(0);
        await _site.NothingPromisedIsLost();
    }

    private static bool Said(RunningProcess storm, string what) => storm.Lines.Any(line => line.StartsWith(what, StringComparison.Ordinal));

    public void Dispose()
    {
        _site.Dispose();
        GC.SuppressFinalize(this);
    }
}
