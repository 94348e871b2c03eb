using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.People;

/// <summary>
/// Facts of a person that lists, counts and searches use: they stay unpacked. The lists and most of the texts are shared
/// objects.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PersonListed(
    string Name,
    string? Building,
    string? Unit,
    int? Floor,
    string? Room,
    ListOf<string> Kinds,
    ListOf<string> Needs,
    string? CareLevel,
    DateOnly? Born,
    DateOnly? CheckedOn
)
{
    public static PersonListed Of(PersonContact contact, PersonSensitive sensitive) =>
        new(
            contact.Name,
            contact.Building,
            contact.Unit,
            contact.Floor,
            contact.Room,
            sensitive.Kinds,
            sensitive.Needs,
            sensitive.CareLevel,
            sensitive.Born,
            sensitive.CheckedOn
        );
}
