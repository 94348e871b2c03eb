namespace Emergency.Engine.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task Facts_about_the_database_survive_a_restart()
    {
        var engine = await Site.Open();
        await engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { ["installation"] = "虚构-1", ["demo"] = "on" });
        await engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { ["demo"] = null });
        await engine.DisposeAsync();

        var about = await (await Site.Open()).About.Read();
        about["installation"].ShouldBe("虚构-1");
        about.ContainsKey("demo").ShouldBeFalse();
    }

    [Fact]
    public async Task A_fact_of_more_than_4000_characters_is_not_taken()
    {
        var engine = await Site.Open();
        await Should.ThrowAsync<ArgumentException>(async () =>
            await engine.About.Write(new Dictionary<string, string?>(StringComparer.Ordinal) { ["long"] = new string('x', 4_001) })
        );
    }

    [Fact]
    public async Task A_reader_finds_the_place_it_noted()
    {
        var engine = await Site.Open();
        (await engine.Progress.Read("hotlines")).ShouldBeNull();
        await engine.Progress.Write("hotlines", Position.Start);
        (await engine.Progress.Read("hotlines")).ShouldBe(Position.Start);
        await engine.Progress.Write("hotlines", new(5));
        await engine.Progress.Write("hotlines", new(9));
        await engine.DisposeAsync();
        (await (await Site.Open()).Progress.Read("hotlines")).ShouldBe(new Position(9));
    }

    [Fact]
    public async Task A_duty_that_fails_is_begun_again()
    {
        var clock = new FakeTime(TimeProvider.System.GetUtcNow());
        var engine = await Site.Open(clock: clock);
        using var stop = new CancellationTokenSource();
        var (begun, idle) = (0, new TaskCompletionSource());
        var duty = engine.Duties.Hold(
            "clock",
            async held =>
            {
                if (Interlocked.Increment(ref begun) == 1)
                    throw new InvalidOperationException("虚构");
                await idle.Task.WaitAsync(held);
            },
            stop.Token
        );
        await Until.True(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                return Volatile.Read(ref begun) == 2;
            },
            "the duty is begun again"
        );
        await stop.CancelAsync();
        await duty.InTime();
    }

    [Fact]
    public async Task Two_nodes_have_the_same_duty_one_after_the_other_or_the_second_does_not_start()
    {
        var engine = await Site.Open();
        if (!Site.Shared)
        {
            await Should.ThrowAsync<CannotStart>(() => Site.Open());
            return;
        }
        var other = await Site.Open();
        using CancellationTokenSource first = new(),
            second = new();
        var (mine, theirs) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = engine.Duties.Hold("clock", held => Held(mine, held), first.Token);
        await mine.Task.InTime();
        var waiting = other.Duties.Hold("clock", held => Held(theirs, held), second.Token);
        theirs.Task.IsCompleted.ShouldBeFalse();
        await first.CancelAsync();
        await holding.InTime();
        await theirs.Task.InTime();
        await second.CancelAsync();
        await waiting.InTime();
    }

    private static Task Held(TaskCompletionSource begun, CancellationToken held)
    {
        begun.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held);
    }
}
