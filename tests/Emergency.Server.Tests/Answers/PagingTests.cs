using System.Globalization;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Answers;

namespace Emergency.Server.Tests.Answers;

/// <summary>A list that is read page by page is read whole, in the order of its key, whatever order it is kept in.</summary>
public sealed class PagingTests
{
    private static readonly int[] Kept = [7, 2, 9, 4, 1, 8, 3, 6, 5];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Each_item_stands_on_one_page_and_in_its_place(int limit)
    {
        var (read, next, pages) = (new List<int>(), (string?)null, 0);
        do
        {
            var page = Of(Kept, limit, next).Value.ShouldNotBeNull();
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            read.AddRange(page.Items);
            (next, pages) = (page.Next, pages + 1);
        } while (next is not null && pages < 20);
        read.ShouldBe(Kept.Order());
        pages.ShouldBe((Kept.Length + limit - 1) / limit);
    }

    [Fact]
    public void What_comes_and_goes_between_two_pages_moves_nothing_else()
    {
        var first = Of(Kept, 3, null).Value!;
        var second = Of([.. Kept.Where(one => one != 3), 0], 3, first.Next).Value!;
        first.Items.ShouldBe([1, 2, 3]);
        second.Items.ShouldBe([4, 5, 6]);
    }

    private static Outcome<Page<int>> Of(IEnumerable<int> items, int limit, string? next) =>
        Page.Of(items, one => one.ToString("D3", CultureInfo.InvariantCulture), one => one, limit, next, Position.Start);
}
