using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Emergency.Domain.Tests;

/// <summary>No event holds in clear a person's contact, identity or abilities: such fields are sealed.</summary>
public sealed class PlainFieldTests
{
    private static readonly Regex Personal = new(
        "^(phones?|numbers?|holder|contact|skills?|person|names?|called|caller|carer|receiver|guardian|witness|address|health|born|what|who|text|note|words|why|reason)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Fields with such a name that stand in clear, by their type, with the reason.</summary>
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["Member.Skills"] = "before they were sealed",
        ["PoolStaff.Skills"] = "before they were sealed",
        ["NeedTold.Skill"] = "before it was sealed",
        ["GroundFacts.Holder"] = "before it was sealed",
        ["GroundFacts.Phone"] = "before it was sealed",
        ["ResourceFacts.Phone"] = "before it was sealed",
        ["PartyFacts.Name"] = "before it was sealed",
        ["Training.What"] = "a mark of the sealed text; the text itself before it was sealed",
        ["TrainingStruck.What"] = "the same mark",
        ["Insurance.What"] = "before it was sealed",
        ["BroadcastAsked.Text"] = "read out by loudspeakers",
        ["CallAnswered.Receiver"] = "a division, an authority or a line",
        ["CallAsked.Receiver"] = "a division, an authority or a line",
        ["CallEvent.Receiver"] = "a division, an authority or a line",
        ["CallFailed.Receiver"] = "a division, an authority or a line",
        ["CallPlaced.Receiver"] = "a division, an authority or a line",
        ["CaseKey.Number"] = "of a case at its hotline",
        ["ClosingAsked.Reason"] = "a code",
        ["CueFacts.Text"] = "of a drill",
        ["DivisionRegistered.Name"] = "of a division",
        ["DriverAsked.Receiver"] = "a division, an authority or a line",
        ["GroundFacts.Name"] = "what a thing is called where it stands: 北门",
        ["GroundFacts.Note"] = "what whoever comes to the thing must know: 限高 3.2 米",
        ["Issued.What"] = "a thing: 手台 1 部",
        ["LineFacts.Name"] = "of a hotline",
        ["LineFacts.Numbers"] = "of a hotline: 119, 120",
        ["LinkedBuilding.Name"] = "of a building",
        ["LotFacts.Name"] = "goods",
        ["NewDivision.Name"] = "of a division",
        ["OrderApproved.Receiver"] = "a division, an authority or a line",
        ["OrderDelivered.Receiver"] = "a division, an authority or a line",
        ["OrderFacts.Number"] = "of an order",
        ["OrderFedBack.Receiver"] = "a division, an authority or a line",
        ["OrderNumbered.Number"] = "of an order",
        ["OrderRefused.Receiver"] = "a division, an authority or a line",
        ["OrderReviewed.Receiver"] = "a division, an authority or a line",
        ["OrderSeen.Receiver"] = "a division, an authority or a line",
        ["OrderStopped.Receiver"] = "a division, an authority or a line",
        ["OrderUnread.Receiver"] = "a division, an authority or a line",
        ["PatrolFacts.Name"] = "of a round",
        ["PatrolStop.Name"] = "of a place on a round",
        ["PlanHeading.Text"] = "of a plan, which is public",
        ["PlannedTask.Text"] = "of a plan's card",
        ["ProtectionClosed.Reason"] = "a code",
        ["Quarter.Name"] = "of a grid or an estate",
        ["QuarterRemoved.Name"] = "of a grid or an estate",
        ["ReceiverReached.Receiver"] = "a division, an authority or a line",
        ["ResourceFacts.Name"] = "a thing: 发电机 3 kW",
        ["RiskFacts.Name"] = "of a risk point, which is public",
        ["ShelterFacts.Name"] = "of a shelter, which is public",
        ["ShelterWithdrawn.Reason"] = "why a shelter, which is public, is none any more",
        ["Step.Text"] = "of a plan's card",
        ["TakingBack.Note"] = "of a published warning",
        ["Tombstone.Called"] = "an HMAC",
        ["Tombstone.Number"] = "an HMAC",
    };

    [Fact]
    public void A_field_that_may_name_somebody_is_sealed_or_stands_in_the_list_with_its_reason()
    {
        var found = StoredAttribute.All.Values.SelectMany(type => Fields(type, [])).ToHashSet(StringComparer.Ordinal);
        found.Except(Plain.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBeEmpty();
        Plain.Keys.Except(found, StringComparer.Ordinal).ShouldBeEmpty("what is not there any more leaves the list");
    }

    private static IEnumerable<string> Fields(Type type, HashSet<Type> met)
    {
        if (!met.Add(type))
            yield break;
        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(one => one.GetIndexParameters().Length == 0)
        )
        {
            var of = Element(property.PropertyType);
            if (of == typeof(string) && Personal.IsMatch(property.Name))
                yield return $"{property.DeclaringType!.Name}.{property.Name}";
            else if (of.Assembly == typeof(Event).Assembly && !of.IsEnum && of != typeof(Sealed))
                foreach (var within in Fields(of, met))
                    yield return within;
        }
    }

    private static Type Element(Type type) =>
        Nullable.GetUnderlyingType(type) is { } plain ? Element(plain)
        : type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType
            ? Element(type.GetGenericArguments()[^1])
        : type;
}
