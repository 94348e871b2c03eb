using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.People;
using Emergency.Server.Foundation;
using Emergency.Server.Hosting;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.People;

/// <summary>The server's own checks of keys, on a clock that is moved by hand.</summary>
public sealed class MasterWatchTests : IAsyncLifetime
{
    private static readonly PersonId Someone = new(Guid.Parse("0199a0a0-0000-7000-8000-000000000001"));
    private readonly TempFolder _folder = new();
    private readonly FakeTime _time = new();
    private readonly Told _told = new();
    private Opened _opened = null!;
    private MasterWatch _watch = null!;

    private string MasterFile => Path.Combine(_folder["data"], "master.key");

    public async ValueTask InitializeAsync()
    {
        _opened = await Opened.Open(
            new Settings
            {
                Data = _folder["data"],
                Demo = false,
                Ballast = 1,
                Urls = "http://127.0.0.1:0",
            },
            _time,
            NullLoggerFactory.Instance
        );
        _watch = new MasterWatch(_opened.Rotation, _opened.Engine.Duties, _time, _told);
        await _watch.StartAsync(CancellationToken.None);
        await _opened.Keys.Ensure([Someone.Value]);
        await _opened.Keys.Erase(new(Someone.Value, "live/residents/411502001001", "{}", [], _time.GetUtcNow().ToUnixTimeSeconds()));
    }

    private sealed class Told : ILogger<MasterWatch>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue(formatter(state, exception));
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        await _opened.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Moves the wall clock, and lets a few seconds pass: a whole day of them would be long.</summary>
    private void Later(TimeSpan by)
    {
        _time.Jump(_time.GetUtcNow() + by);
        _time.Advance(TimeSpan.FromSeconds(20));
    }

    private Task Passing(Func<bool> until, string what) =>
        Until.True(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return until();
            },
            what
        );

    [Fact]
    public async Task Within_a_day_of_an_erasure_the_master_key_is_another_one_and_then_it_stays()
    {
        var before = MasterKey.Load(MasterFile).Current;
        Later(TimeSpan.FromHours(19));
        MasterKey.Load(MasterFile).Names.ShouldBe(before);
        Later(TimeSpan.FromHours(1));
        await Passing(
            () => MasterKey.Load(MasterFile) is { Next: null } now && now.Current != before && !_opened.Rotation.UnderWay,
            "the master key is changed"
        );
        var after = MasterKey.Load(MasterFile).Current;
        _opened.Keys.Store.All().ShouldAllBe(key => key.Master == after);
        (_opened.Rotation.Pending, _watch.Advice).ShouldBe((null, null));
        await Passing(() => !_told.Lines.IsEmpty, "somebody is told that the copies kept until now are worth nothing");
        _told.Lines.ShouldHaveSingleItem().ShouldBe(Rotation.Changed);
        (await File.ReadAllTextAsync(MasterFile)).ShouldStartWith(
            $"# Master key {after}.",
            Case.Sensitive,
            "a copy can be told from an older one"
        );
        Later(TimeSpan.FromDays(3));
        MasterKey.Load(MasterFile).Names.ShouldBe(after, "without a further erasure there is no further change");
    }

    [Fact]
    public async Task Where_the_file_is_read_only_the_days_are_counted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no write bits here");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(MasterFile, UnixFileMode.UserRead);
        Later(TimeSpan.FromHours(20));
        await Passing(() => _watch.Advice is not null, "somebody is asked");
        _watch.Advice!.ShouldContain("rotate by hand");
        _watch.Advice!.ShouldEndWith("due for 0 day(s)");
        Later(TimeSpan.FromDays(3));
        await Passing(() => _watch.Advice!.EndsWith("due for 3 day(s)", StringComparison.Ordinal), "three days are counted");
    }

    [Fact]
    public async Task A_key_under_which_nothing_was_stored_goes_after_a_day_and_no_other_does()
    {
        var (used, orphan, young) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await _opened.Keys.Ensure([used, orphan]);
        var home = new Household(
            new(used),
            "G1",
            1,
            _opened.Sealing.Seal(used, new HouseholdContact("安拟", [], null, null, null, null, null, null, null))
        );
        await new Sending(_opened.Engine.Entities).Send(
            "test",
            Entities.Residents(Entities.Live, "411502001001"),
            new RecordHouseholds([home], null, _time.GetUtcNow()),
            Guid.CreateVersion7(),
            "",
            _time.GetUtcNow()
        );
        Later(TimeSpan.FromDays(2));
        await _opened.Keys.Ensure([young]);
        using var orphans = new Orphans(
            _opened.Keys,
            _opened.Engine.About,
            new Engine.EngineSettings(_folder["data"]),
            _opened.Engine.Duties,
            _time,
            NullLogger<Orphans>.Instance
        );
        await _opened.Engine.About.Write(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [Orphans.RestoredName] = _time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
            }
        );
        (await orphans.Sweep(default)).ShouldBe(0, "a newer journal may still be put back");
        await _opened.Engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { [Orphans.RestoredName] = null });
        (await orphans.Sweep(default)).ShouldBe(1);
        (await orphans.Sweep(default)).ShouldBe(0);
        _opened.Keys.Store.All().Select(key => key.Id).ShouldBe([Guid.Empty, used, young], ignoreOrder: true);
        _opened.Keys.Find(orphan).ShouldBeNull();
    }
}
