using Emergency.Engine.Storage;

namespace Emergency.Engine.Tests;

/// <summary>Pages of history, read and decoded once for many readers that are behind at the same place.</summary>
public sealed class SharedPagesTests
{
    private readonly SharedPages<long> _pages = new(3);
    private readonly List<long> _loaded = [];

    private Task<long> Get(long after, Func<long, Task<long>>? load = null) =>
        _pages.Get(
            after,
            () =>
            {
                _loaded.Add(after);
                return load?.Invoke(after) ?? Task.FromResult(after);
            }
        );

    [Fact]
    public async Task Who_asks_for_the_same_page_gets_the_same_also_while_it_is_read()
    {
        var slow = new TaskCompletionSource<long>();
        var (one, other) = (Get(0, _ => slow.Task), Get(0));
        slow.SetResult(7);
        (await one, await other, await Get(0)).ShouldBe((7, 7, 7));
        _loaded.ShouldBe([0]);
    }

    [Fact]
    public async Task Only_the_newest_stay()
    {
        foreach (var after in (long[])[0, 1, 2, 3, 1, 2, 3, 0])
            (await Get(after)).ShouldBe(after);
        _loaded.ShouldBe([0, 1, 2, 3, 0]);
    }

    [Fact]
    public async Task One_that_failed_is_read_again()
    {
        await Should.ThrowAsync<IOException>(() => Get(0, _ => Task.FromException<long>(new IOException())));
        await Should.ThrowAsync<OperationCanceledException>(() => Get(1, _ => Task.FromCanceled<long>(new(canceled: true))));
        (await Get(0), await Get(1)).ShouldBe((0, 1));
        foreach (var after in (long[])[2, 3])
            await Get(after);
        await Get(1);
        _loaded.ShouldBe([0, 1, 0, 1, 2, 3], "what was read again stays as long as another");
    }

    [Fact]
    public async Task What_was_cleared_is_read_again()
    {
        await Get(0);
        _pages.Clear();
        await Get(0);
        _loaded.ShouldBe([0, 0]);
    }
}
