namespace Emergency.Server.Features.People;

/// <summary>Address of a door. In a village the building is the group and there is no unit; floor counts from 1.</summary>
internal sealed record DoorShown(string? Grid, string? Building, string? Unit, int? Floor, string? Room);
