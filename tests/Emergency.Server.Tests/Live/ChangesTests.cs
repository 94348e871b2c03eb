using Emergency.Server.Views;

namespace Emergency.Server.Tests.Live;

public sealed class ChangesTests
{
    [Fact]
    public void What_moves_to_another_division_is_gone_from_the_old_one_and_from_none_above_both()
    {
        var changes = new Changes();
        changes.Moved(Entities.Live, "411502001001", "411502002003", "shelter", "s1", "here");
        changes.All.Where(one => one.Value is null).Select(one => one.Group.Id).ShouldBe(["411502001001", "411502001"], ignoreOrder: true);
        changes.All.Where(one => one.Value is not null).Select(one => one.Group.Id).ShouldBe(["411502002003", "411502002", "411502", "4115", "41"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_new_or_stays_is_gone_from_nowhere()
    {
        var changes = new Changes();
        changes.Moved(Entities.Live, null, "411502001001", "shelter", "s1", "here");
        changes.Moved(Entities.Live, "411502001001", "411502001001", "shelter", "s1", "here");
        changes.All.ShouldAllBe(one => one.Value != null);
    }
}
