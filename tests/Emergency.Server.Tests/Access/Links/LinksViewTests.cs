using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Server.Features.Links;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Links;

public sealed class LinksViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Law: for any order of links, the newest one is shown for each thing and purpose.</summary>
    [Fact]
    public void The_link_of_a_thing_is_the_newest_of_its_purpose()
    {
        Guid[] things = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        for (var life = 0; life < 20; life++)
        {
            var random = new Random(life);
            IView view = new LinksView();
            var (known, all) = (view.Empty, new List<(LinkId Id, LinkMade Made)>());
            for (var at = 1L; at <= 30; at++)
            {
                var id = new LinkId(Guid.CreateVersion7());
                var made = new LinkMade(
                    (LinkPurpose)random.Next(Enum.GetValues<LinkPurpose>().Length),
                    things[random.Next(2)],
                    Borough.Community,
                    "s",
                    "c",
                    Start.AddDays(9),
                    Borough.By,
                    Start.AddSeconds(random.Next(100_000)),
                    null
                );
                all.Add((id, made));
                known = view.Fold(
                    known,
                    new(new(at), Entities.Link(id), 1, "", new(default, "", "", "", "", null, Start, null), made),
                    new()
                );
            }
            foreach (var thing in things)
            foreach (var purpose in Enum.GetValues<LinkPurpose>())
                ((LinksKnown)known)
                    .Of(thing, purpose)
                    ?.Id.ShouldBe(all.Where(one => one.Made.Thing == thing && one.Made.Purpose == purpose).MaxBy(one => one.Made.At).Id);
        }
    }
}
