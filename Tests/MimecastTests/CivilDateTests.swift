import Mimecast
import TestSupport
import Testing

@Suite struct CivilDateTests {
    @Test func `days are counted from 1970`() {
        #expect(CivilDate(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(CivilDate(year: 1969, month: 12, day: 31).dayNumber == -1)
        #expect(CivilDate(year: 2000, month: 2, day: 29).dayNumber == 11_016)
        #expect(CivilDate(year: 2024, month: 11, day: 17).dayNumber == 20_044)
        #expect(CivilDate(year: 2100, month: 12, day: 31).dayNumber == 47_846)
    }

    @Test func `every day from 1990 to 2100 follows the previous day`() {
        var expected = CivilDate(year: 1990, month: 1, day: 1).dayNumber
        for year in 1990...2100 {
            for month in 1...12 {
                for day in 1...31 {
                    let date = CivilDate(year: year, month: month, day: day)
                    guard date.isValid else { continue }
                    #expect(date.dayNumber == expected)
                    expected += 1
                }
            }
        }
        #expect(expected == CivilDate(year: 2101, month: 1, day: 1).dayNumber)
    }

    @Test(arguments: [
        (2023, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1), (2024, 0, 1),
        (2024, 1, 0), (2024, 1, 32),
    ])
    func `invalid days are refused`(year: Int, month: Int, day: Int) {
        #expect(!CivilDate(year: year, month: month, day: day).isValid)
    }

    @Test func `leap days come every four years, not in centuries, but every four centuries`() {
        #expect(CivilDate(year: 2024, month: 2, day: 29).isValid)
        #expect(CivilDate(year: 2000, month: 2, day: 29).isValid)
    }
}
