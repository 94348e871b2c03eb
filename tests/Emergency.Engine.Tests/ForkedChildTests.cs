using Emergency.Engine.Storage.Sqlite;

namespace Emergency.Engine.Tests;

public class ForkedChildTests
{
    [Fact]
    public void A_lock_that_a_child_lets_go_in_a_moment_is_taken()
    {
        var tries = 0;
        ForkedChild.Outlast(() => ++tries < 3 ? throw new IOException("in use") : tries).ShouldBe(3);
    }

    [Fact]
    public void Who_keeps_it_is_named()
    {
        var tries = 0;
        Should
            .Throw<CannotStart>(() => ForkedChild.Outlast<int>(() => throw new CannotStart($"in use by process {++tries}")))
            .Message.ShouldBe($"in use by process {tries}");
        tries.ShouldBeGreaterThan(1);
    }
}
