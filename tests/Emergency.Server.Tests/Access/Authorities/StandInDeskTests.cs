using System.Collections.Immutable;
using Emergency.Domain.Authorities;
using Emergency.Engine;
using Emergency.Server.Features.Authorities;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Authorities;

/// <summary>A drill shows of a duty desk stand-ins for each name and number, and live shows those of the officers.</summary>
public sealed class StandInDeskTests
{
    private static readonly Domain.OfficerId Officer = new(new Guid(3, 0, 0, new byte[8]));

    [Theory]
    [InlineData(false, "严**", "13900000051 13900000052")]
    [InlineData(true, StandIns.Begins, null)]
    public void Names_and_numbers_are_of_live_alone(bool drill, string mask, string? phones)
    {
        var desk = new DeskKnown(
            DutyDesk.None,
            ImmutableDictionary<Domain.OfficerId, OfficerContact>.Empty.Add(Officer, new("严试值", "主任", ["13900000051", "13900000052"])),
            Position.Start
        );
        var known = new DesksKnown(ImmutableDictionary<string, DeskKnown>.Empty.Add(Borough.County, desk)) { StandIns = drill };
        var shown = known.Of(Borough.County);
        shown.Mask(Officer).ShouldStartWith(drill ? mask[..1] : mask);
        var contact = shown.Contacts[Officer];
        contact.Title.ShouldBe("主任");
        contact.Phones.Count.ShouldBe(2);
        if (phones is not null)
            string.Join(' ', contact.Phones).ShouldBe(phones);
        else
            contact.Phones.ShouldAllBe(phone => phone.StartsWith("000", StringComparison.Ordinal));
        (contact.Name == "严试值").ShouldBe(!drill);
        known.Of(Borough.Street).ShouldBeSameAs(DeskKnown.None);
        shown.Mask(new(Guid.Empty)).ShouldBe("", "who keeps the desk no more");
    }
}
