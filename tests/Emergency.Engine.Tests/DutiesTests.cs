using Emergency.Engine.Own;
using Emergency.Engine.Own.Storing;
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
