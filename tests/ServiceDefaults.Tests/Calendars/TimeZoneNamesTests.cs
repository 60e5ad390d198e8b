using FocusSuite.Domain.Calendars;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Calendars;

public sealed class TimeZoneNamesTests
{
    private const string Folder = "/usr/share/zoneinfo";

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Asia/Calcutta")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("Etc/GMT+12")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("US/Pacific")]
    [InlineData("GB-Eire")]
    [InlineData("EST5EDT")]
    public void TryFind_OfAnIanaName_IsThatName(string name)
    {
        TimeZoneNames.TryFind(name, out var known).ShouldBeTrue();
        known.ShouldBe(name);
    }

    /// <summary>D1: the case of a request changes nothing of what is stored.</summary>
    [Theory]
    [InlineData("pacific/apia", "Pacific/Apia")]
    [InlineData("PACIFIC/APIA", "Pacific/Apia")]
    [InlineData("pAcIfIc/aPiA", "Pacific/Apia")]
    [InlineData("utc", "UTC")]
    [InlineData("etc/gmt+12", "Etc/GMT+12")]
    [InlineData("us/pacific", "US/Pacific")]
    [InlineData("america/port-au-prince", "America/Port-au-Prince")]
    [InlineData("africa/porto-novo", "Africa/Porto-Novo")]
    [InlineData("w-su", "W-SU")]
    [InlineData("antarctica/dumontdurville", "Antarctica/DumontDUrville")]
    public void TryFind_OfANameInAnotherCase_IsItsOwnSpelling(string name, string spelling)
    {
        TimeZoneNames.TryFind(name, out var known).ShouldBeTrue();
        known.ShouldBe(spelling);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("localtime")]
    [InlineData("posixrules")]
    [InlineData("Factory")]
    [InlineData("factory")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("+02:00")]
    [InlineData("Europe/Berlin\0")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe//Berlin")]
    [InlineData("./Europe/Berlin")]
    [InlineData(" Europe/Berlin")]

    // D1: names of Windows, of which some have the form of one of the database.
    [InlineData("UTC-11")]
    [InlineData("UTC+12")]
    [InlineData("utc-02")]
    [InlineData("Tonga Standard Time")]

    // D1: letters that are the same as one of ASCII in some alphabet's upper case.
    [InlineData("Pacific/Ap\u0131a")]
    [InlineData("Pac\u0130fic/Apia")]
    [InlineData("U\u017F/Pacific")]
    public void TryFind_OfAnythingElse_FindsNone(string? name)
    {
        TimeZoneNames.TryFind(name, out var known).ShouldBeFalse();
        known.ShouldBeNull();
        TimeZoneNames.Resolve(name).ShouldBe(TimeZoneInfo.Utc);
    }

    /// <summary>
    /// D1: what somebody else has asked for before changes no answer. Each spelling stands alone in its test, so whichever is first asks a
    /// fresh runtime.
    /// </summary>
    [Theory]
    [InlineData("Indian/Chagos", "INDIAN/CHAGOS")]
    [InlineData("INDIAN/KERGUELEN", "Indian/Kerguelen")]
    [InlineData("indian/mahe", "INDIAN/MAHE", "Indian/Mahe", "indian/mahe")]
    public void Resolve_OfANameInAnyCaseAndOrder_IsTheSameZone(params string[] spellings)
    {
        var zones = spellings.Select(TimeZoneNames.Resolve).ToList();

        zones.ShouldAllBe(zone => zone.BaseUtcOffset > TimeSpan.FromHours(3));
        zones.Select(zone => zone.Id).Distinct().ShouldHaveSingleItem().ShouldBe(TimeZoneNames.Spell(spellings[0]));
    }

    /// <summary>
    /// D1: the list and this machine agree. A machine with a newer database names what the list lacks: the list's head says how to add it.
    /// </summary>
    [Fact]
    public void Names_OfThisMachine_AreAllInTheList()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "This machine has no database of zones.");
        var names = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllBytes(path).AsSpan().StartsWith("TZif"u8))
            .Select(path => Path.GetRelativePath(Folder, path))
            .Where(name => !name.StartsWith("right/", StringComparison.Ordinal) && !name.StartsWith("posix", StringComparison.Ordinal))
            .Except(["localtime", "Factory"]);

        names.Where(name => !TimeZoneNames.TryFind(name, out var known) || known != name).ShouldBeEmpty();
    }

    [Fact]
    public void Names_OfTheList_AreZonesAndKeepTheirName()
    {
        var names = TimeZoneNames.All.ToList();

        // Some systems have the older names apart: there the zone that is meant takes their place.
        var here = names.Where(name => File.Exists(Path.Combine(Folder, name))).ToList();

        names.Count.ShouldBeGreaterThan(590);
        names.ShouldAllBe(name => name.Length < TimeZoneNames.MaxLength);
        here.Count.ShouldBeGreaterThan(300);
        here.Where(name => TimeZoneNames.Resolve(name).Id != name).ShouldBeEmpty();
        names.Where(name => TimeZoneNames.Resolve(name).Id == "UTC" && name != "UTC").ShouldBeEmpty();
        names.Where(name => TimeZoneNames.Spell(name.ToUpperInvariant()) != name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("pacific/apia", "Pacific/Apia")]
    [InlineData("Mars/Olympus", "Mars/Olympus")]
    public void Spell_OfAStoredName_IsItsOwnSpellingIfItIsKnown(string stored, string shown) => TimeZoneNames.Spell(stored).ShouldBe(shown);
}
