using System.Collections.Concurrent;
using Emergency.Engine.Storage;
using Emergency.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Engine.Tests;

public sealed class DutiesTests
{
    [Fact]
    public async Task What_is_granted_while_the_node_ends_is_given_back()
    {
        var list = new SlowList();
        using var end = new CancellationTokenSource();
        var worked = false;
        var duties = new Duties(list, "a", TimeProvider.System, NullLogger.Instance);
        var holding = duties.Hold(
            "seals",
            _ =>
            {
                worked = true;
                return Task.CompletedTask;
            },
            end.Token
        );
        await list.Asked.Task;
        await end.CancelAsync();
        holding.IsCompleted.ShouldBeFalse("what was asked may still be granted");
        list.Answer.SetResult();
        await holding;
        (worked, list.Holder).ShouldBe((false, null));
    }

    [Fact]
    public async Task A_duty_that_cannot_be_asked_for_is_named_until_it_can()
    {
        var (list, held) = (new AwayList(), new TaskCompletionSource());
        using var end = new CancellationTokenSource();
        var duties = new Duties(list, "a", TimeProvider.System, NullLogger.Instance);
        var holding = duties.Hold(
            "schedules",
            stop =>
            {
                held.TrySetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            },
            end.Token
        );
        await Until.True(() => duties.Failing is ["duty/schedules"], "it is named");
        list.Away = false;
        await held.Task.WaitAsync(Until.AtMost, TestContext.Current.CancellationToken);
        duties.Failing.ShouldBeEmpty();
        await end.CancelAsync();
        await holding;
    }

    [Fact]
    public async Task A_database_that_is_slow_is_asked_once_and_waited_for()
    {
        var (list, time, held) = (new QueueingList(), new FakeTime(), false);
        using var end = new CancellationTokenSource();
        var duties = new Duties(list, "a", time, NullLogger.Instance);
        var holding = duties.Hold(
            "schedules",
            stop =>
            {
                Volatile.Write(ref held, true);
                return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            },
            end.Token
        );
        for (var n = 0; n < 60; n++)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
            list.Asked.ShouldBeLessThan(2, "nobody asks again who has not been answered");
        }
        await Until.True(() => Later() && duties.Failing is ["duty/schedules"], "it is named");
        list.Answer();
        await Until.True(() => Later() && list.Asked == 2, "what was granted half a minute ago may be over: asked anew");
        Volatile.Read(ref held).ShouldBeFalse();
        list.Answer();
        await Until.True(() => Volatile.Read(ref held), "it is held");
        await end.CancelAsync();
        list.Answer();
        await Until.True(() => Later() && holding.IsCompleted, "it ends");

        bool Later()
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return true;
        }
    }

    /// <summary>Answers each question when it is told to.</summary>
    private sealed class QueueingList : IHolding
    {
        private readonly ConcurrentQueue<TaskCompletionSource<bool>> _waiting = new();
        private int _asked;
        private volatile bool _free;

        public int Asked => Volatile.Read(ref _asked);

        /// <summary>The first that waits; from the second on nobody waits any more.</summary>
        public void Answer()
        {
            _free = Asked > 1;
            while (_waiting.TryDequeue(out var one))
                one.SetResult(true);
        }

        public ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop)
        {
            Interlocked.Increment(ref _asked);
            if (_free)
                return new(true);
            var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(answer);
            return new(answer.Task);
        }

        public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop) => ValueTask.CompletedTask;
    }

    /// <summary>A database that is away at first.</summary>
    private sealed class AwayList : IHolding
    {
        public volatile bool Away = true;

        public ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop) =>
            Away ? throw new TimeoutException("away") : new(true);

        public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop) => ValueTask.CompletedTask;
    }

    /// <summary>Grants what it is asked for after a while, whether or not the asker is still there.</summary>
    private sealed class SlowList : IHolding
    {
        public TaskCompletionSource Asked { get; } = new();
        public TaskCompletionSource Answer { get; } = new();
        public string? Holder { get; private set; }

        public async ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop)
        {
            Asked.TrySetResult();
            await Answer.Task;
            Holder = node;
            return true;
        }

        public ValueTask ReleaseDuty(string duty, string node, CancellationToken stop)
        {
            Holder = Holder == node ? null : Holder;
            return ValueTask.CompletedTask;
        }
    }
}
