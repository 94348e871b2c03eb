using Emergency.Domain.Imports;
using static Emergency.Domain.Tests.Cast;

namespace Emergency.Domain.Tests.Imports;

public sealed class ColumnStories
{
    private static readonly ListOf<ChosenColumn> Some = [new("居民姓名", "name"), new("备忘", null)];
    private static readonly ChooseColumns Choose = new(Community, "residents", Some, Secretary, Night);
    private static readonly ColumnsChosen Chosen = new(Community, "residents", Some, Secretary, Night);

    private static Story Given(params ColumnsEvent[] events) => Story.Of(Noun.Columns).Given(events);

    [Fact]
    public void What_a_heading_means_is_said_once() =>
        Given()
            .When(Choose)
            .Then(Chosen)
            .When(Choose with { At = After(1) })
            .Nothing()
            .When(Choose with { Columns = [new("居民姓名", null)] })
            .Then(Chosen with { Columns = [new("居民姓名", null)] });
}
