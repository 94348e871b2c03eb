using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Registers;

/// <summary>Reads the team of a community: without name, role and phone nobody can be called out.</summary>
internal static class Members
{
    public static MemberRow Read(Line line)
    {
        var name = line.Name("name");
        var role = line.Text("role") ?? "";
        if (!Roles.Community.Contains(role))
        {
            line.Reject("role", Reasons.UnknownRole);
        }
        var community = line.Community();
        var phones = line.RequiredPhones("phone", "phone2");
        foreach (var phone in phones)
        {
            line.Unique($"member={name}/{phone}", "phone", Reasons.DuplicateMember);
        }
        return new(
            line.Sheet,
            line.Row,
            line.IdOrNull("member_id"),
            name,
            role,
            phones,
            community,
            line.Text("grid"),
            line.Text("building") is { } building ? Addresses.Building(building) : null,
            line.Text("unit") is { } unit ? Addresses.Unit(unit) : null,
            line.List("skills"),
            line.Text("duty_hours"),
            line.Text("status"),
            line.Day("since"),
            line.Point(),
            line.Remark("note")
        );
    }
}
